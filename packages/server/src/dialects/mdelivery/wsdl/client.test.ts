/** The soap package reads our WSDLs from the address that serves them, and works with both versions as a client. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { test, type TestContext } from 'node:test';
import { createClientAsync, WSSecurityCert } from 'soap';
import { makeCertificate } from '../../../../test/make-certificate.ts';
import { listen } from '../../../../test/receiver.ts';
import { callOf, faultOf } from '../../../../test/soap-client.ts';
import { answerVersion, receiveMessage, type Contract, type Message } from '../../../lib/soap/receive-message.ts';
import { describeService } from '../../../lib/soap/service-description.ts';
import { readSigner, type Signer } from '../../../lib/soap/signature/signer.ts';
import { readTrustedCertificates } from '../../../lib/soap/signature/trusted-certificates.ts';
import { SoapFault } from '../../../lib/soap/soap-fault.ts';
import { writeAnswer, writeFaultAnswer } from '../../../lib/soap/write-answer.ts';
import { copyElement, textOf } from '../../../lib/xml/element.ts';
import { messageLimits } from '../../../lib/xml/limits.ts';
import { readSchema } from '../../../lib/xml/schema.ts';
import { withDocument } from '../../../lib/xml/with-document.ts';
import { element, type Xml } from '../../../lib/xml/write-element.ts';

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const codes = { invalid: 'InvalidParameter', unauthenticated: 'AuthenticationFailed' };
const urn = 'urn:waybill:mdelivery:1';
const provider: Contract = {
  namespace: urn,
  schema: readSchema(file('provider.xsd')),
  operations: new Map(['GetOrderDetails', 'PutDeliveryStatus', 'GetDeliveryChanges'].map((name) => [name, `${urn}/${name}`])), // prettier-ignore
  codes,
  signatures: null,
};

interface Service {
  readonly name: 'provider' | 'mpay';
  readonly contract: Contract;
  readonly signer: Signer | null;
  /** @throws SoapFault */
  readonly run: (message: Message) => Xml;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- streams are not typed by their chunks
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Serves one service as a dialect would. @returns its address */
async function serve(t: TestContext, { name, contract, signer, run }: Service): Promise<string> {
  const description = describeService(file(`${name}.wsdl.xml`), `${name}.xsd`, file(`${name}.xsd`));
  let address = '';
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === 'GET')
        return response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(request.url?.endsWith('?xsd') ? description.xsd : description.wsdl(address));
      const soapAction = request.headers['soapaction'];
      const incoming = {
        contentType: request.headers['content-type'],
        soapAction: typeof soapAction === 'string' ? soapAction : undefined,
        bytes: await readAll(request),
      };
      const version = answerVersion(incoming);
      const answer = await answerTo(() => run(receiveMessage(incoming, contract, new Date())));
      const { status, contentType, body } =
        answer instanceof SoapFault
          ? await writeFaultAnswer(version, answer, signer, new Date())
          : await writeAnswer(version, answer, signer, new Date());
      return response.writeHead(status, { 'content-type': contentType }).end(body);
    })();
  });
  t.after(() => server.close());
  address = `http://127.0.0.1:${await listen(server)}/soap`;
  return address;
}

async function answerTo(run: () => Xml): Promise<Xml | SoapFault> {
  try {
    return run();
  } catch (error) {
    if (error instanceof SoapFault) return error;
    throw error;
  }
}

const field = (message: Message, name: string): string => textOf(message.payload, name) ?? '';

/** Answers with what it was asked, so that a test sees what came through. */
function runProvider(message: Message): Xml {
  const serviceID = field(message, 'serviceID');
  const code = (name: string) => ({ code: { namespace: urn, name } });
  if (serviceID === '401') throw new SoapFault('sender', 'There is no valid credential.', { ...code('AuthenticationFailed'), status: 401 }); // prettier-ignore
  if (serviceID === '404') throw new SoapFault('sender', 'The order is not known.', code('InvalidParameter'));
  if (message.operation === 'PutDeliveryStatus') return element('PutDeliveryStatusResponse', { xmlns: urn });
  const change = (status: string) =>
    element(
      'change',
      {},
      element('serviceID', {}, serviceID),
      element('orderID', {}, 'o1'),
      element('status', {}, status),
    );
  if (message.operation === 'GetDeliveryChanges')
    return element('GetDeliveryChangesResponse', { xmlns: urn }, ['Ready', 'Cancelled'].map(change));
  const time = '2022-04-18T20:03:38.005Z';
  const leaves = (fields: Readonly<Record<string, string>>) => Object.entries(fields).map(([name, text]) => element(name, {}, text)); // prettier-ignore
  const size = { price: '50', quantity: '1', length: '20', width: '15', height: '5', weight: '0.25' };
  return element(
    'GetOrderDetailsResponse',
    { xmlns: urn },
    element(
      'order',
      {},
      leaves({ id: field(message, 'orderID'), isPaid: 'false', status: 'AwaitingPayment', message: 'a <b> & „c”' }),
      element('receiver', {}, leaves({ type: 'Person', id: '2000000000000' })),
      leaves({ orderSubmittedAt: time, deliveryAcceptedUntil: time, estimatedReadyAt: time }),
      element('products', {}, leaves(size)),
      element('products', {}, leaves(size)),
    ),
  );
}

for (const port of ['Soap11', 'Soap12'] as const)
  test(`the soap package calls each operation of the provider over ${port}`, async (t) => {
    const address = await serve(t, { name: 'provider', contract: provider, signer: null, run: runProvider });
    const client = await createClientAsync(`${address}?wsdl`, { forceSoap12Headers: port === 'Soap12' });
    const call = (operation: string) => callOf(client, 'MDelivery', port, operation);

    const [details, raw] = await call('GetOrderDetails')({ serviceID: '1', orderID: 'o<7> & „ă”' });
    const size = { price: '50', quantity: 1, length: '20', width: '15', height: '5', weight: '0.25' };
    const time = new Date('2022-04-18T20:03:38.005Z');
    assert.deepEqual(JSON.parse(JSON.stringify(details)), JSON.parse(JSON.stringify({
      order: {
        id: 'o<7> & „ă”', isPaid: false, status: 'AwaitingPayment', message: 'a <b> & „c”',
        receiver: { type: 'Person', id: '2000000000000' },
        orderSubmittedAt: time, deliveryAcceptedUntil: time, estimatedReadyAt: time,
        products: [size, size],
      },
    }))); // prettier-ignore
    withDocument(Buffer.from(raw), messageLimits, ({ root }) => assert.equal(copyElement(root).elements.length, 1));

    const put = { serviceID: '1', orderID: 'o1', status: 'Delivering', message: null, carrierName: 'Muvi', trackingID: 't', carrierCost: 65 }; // prettier-ignore
    assert.equal((await call('PutDeliveryStatus')(put))[0], null);
    const [changes] = await call('GetDeliveryChanges')({ serviceID: '1' });
    assert.deepEqual(JSON.parse(JSON.stringify(changes)), {
      change: [
        { serviceID: '1', orderID: 'o1', status: 'Ready' },
        { serviceID: '1', orderID: 'o1', status: 'Cancelled' },
      ],
    });

    const faults = await Promise.all([
      faultOf(call('PutDeliveryStatus')({ ...put, status: 'Shipped' })),
      faultOf(call('GetDeliveryChanges')({ serviceID: '401' })),
      faultOf(call('GetDeliveryChanges')({ serviceID: '404' })),
    ]);
    const words = [
      'status is none of the documented values (line 1).',
      'There is no valid credential.',
      'The order is not known.',
    ];
    const names = ['m:InvalidParameter', 'm:AuthenticationFailed', 'm:InvalidParameter'];
    assert.deepEqual(
      faults.map(([status]) => status),
      port === 'Soap11' ? [400, 401, 500] : [400, 401, 400],
    );
    faults.forEach(([, fault], index) => {
      const told = JSON.stringify(fault);
      assert.ok(told.includes(names[index] ?? '?') && told.includes(words[index] ?? '?'), told);
    });
  });

test('the WSDL names the address that it was asked at, and imports its schema from there', () => {
  const description = describeService(file('provider.wsdl.xml'), 'provider.xsd', file('provider.xsd'));
  const wsdl = description.wsdl('https://x.md/mdelivery/soap?a=$1&b="');
  assert.equal(wsdl.split('location="https://x.md/mdelivery/soap?a=$1&amp;b=&quot;"').length, 3);
  assert.ok(wsdl.includes('schemaLocation="https://x.md/mdelivery/soap?a=$1&amp;b=&quot;?xsd"'));
  assert.doesNotMatch(wsdl, /localhost/);
  assert.throws(() => describeService(file('provider.wsdl.xml'), 'other.xsd', ''), /does not import other.xsd/);
  assert.throws(() => describeService('<a schemaLocation="b.xsd"/>', 'b.xsd', ''), /names no address/);
});

test('the soap package signs calls to MPay’s service, and strangers get a signed AuthenticationFailed', async (t) => {
  const [mpay, stranger, ours] = await Promise.all(
    ['MPay', 'stranger', 'Waybill'].map((name) => makeCertificate({ name })),
  );
  assert.ok(mpay && stranger && ours);
  const namespace = 'https://mpay.gov.md';
  const signers: (string | null)[] = [];
  const address = await serve(t, {
    name: 'mpay',
    contract: {
      namespace,
      schema: readSchema(file('mpay.xsd')),
      operations: new Map(['GetOrderDetails', 'ConfirmOrderPayment'].map((name) => [name, `${namespace}/IServiceProvider/${name}`])), // prettier-ignore
      codes,
      signatures: { trusted: readTrustedCertificates(mpay.certificate), digests: ['sha256'] },
    },
    signer: readSigner(ours.certificate, ours.key),
    run(message) {
      signers.push(message.signer);
      return element(`${message.operation}Response`, { xmlns: namespace }, message.operation === 'GetOrderDetails' ? element('GetOrderDetailsResult') : null); // prettier-ignore
    },
  });
  const client = await createClientAsync(`${address}?wsdl`);
  const get = callOf(client, 'ServiceProvider', 'Soap11', 'GetOrderDetails');
  const query = { query: { Language: 'ro', OrderKey: 'K1', ServiceID: 'S1' } };

  client.setSecurity(new WSSecurityCert(mpay.key, mpay.certificate, ''));
  const [, raw] = await get(query);
  assert.match(raw, /<SignatureValue>[\w+/=]{100,}<\/SignatureValue>/);
  const confirm = callOf(client, 'ServiceProvider', 'Soap11', 'ConfirmOrderPayment');
  const line = { Amount: '53.00', DestinationAccount: {}, LineID: 'Order' };
  await confirm({ confirmation: { Currency: 'MDL', Lines: { PaymentConfirmationLine: [line, line] }, OrderKey: 'K1', PaidAt: '2026-11-23T10:00:00', PaymentID: 'P1', ServiceID: 'S1', TotalAmount: '106.00' } }); // prettier-ignore
  assert.equal(signers.length, 2);
  assert.ok(signers.every((signer) => signer === readTrustedCertificates(mpay.certificate)[0]?.fingerprint));

  client.setSecurity(new WSSecurityCert(stranger.key, stranger.certificate, ''));
  const [status, fault] = await faultOf(get(query));
  assert.equal(status, 401);
  assert.match(JSON.stringify(fault), /m:AuthenticationFailed.*not trusted here/);
  assert.equal(signers.length, 2);
});
