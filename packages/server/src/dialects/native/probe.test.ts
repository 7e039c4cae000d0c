import { pino } from 'pino';
let t = performance.now(); const lap = (n: string) => { console.log(n, Math.round(performance.now() - t)); t = performance.now(); };
const { native } = await import('./index.ts'); lap('import native');
const { buildApp } = await import('../../http/app.ts'); lap('import app');
const app = buildApp({ mounts: [{ name: 'native', prefix: '/v1', plugin: native.plugin({} as any) }], log: pino({level:'silent'}) }); lap('build');
await app.ready(); lap('ready');
