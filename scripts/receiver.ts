/** A partner's server for trying things out: prints every webhook that it gets. `npm run receiver`, port 9000. */
import { createServer } from 'node:http';

const port = Number(process.env['PORT'] ?? 9000);

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    process.stdout.write(`${String(request.headers['webhook-id'])}  ${Buffer.concat(chunks).toString('utf8')}\n`);
    response.writeHead(204).end();
  });
}).listen(port, '127.0.0.1', () => {
  process.stdout.write(`Webhooks are printed as they come to http://127.0.0.1:${port}/\n`);
});
