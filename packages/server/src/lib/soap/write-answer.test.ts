/** Answers and faults, byte for byte, as each version writes them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { element } from '../xml/write-element.ts';
import { SoapFault } from './soap-fault.ts';
import { writeAnswer, writeFaultAnswer } from './write-answer.ts';
import type { SoapVersion } from './soap-version.ts';

const now = new Date();
const declaration = '<?xml version="1.0" encoding="utf-8"?>';
const s11 = 'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"';
const s12 = 'xmlns:s="http://www.w3.org/2003/05/soap-envelope"';
const code = { namespace: 'urn:t', name: 'InvalidParameter' };
const fault = (version: SoapVersion, one: SoapFault) => writeFaultAnswer(version, one, null, now);

test('an answer stands in the namespace of its version', async () => {
  assert.deepEqual(await writeAnswer('1.1', element('R', { xmlns: 'urn:t' }), null, now), {
    status: 200,
    contentType: 'text/xml; charset=utf-8',
    body: `${declaration}<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><R xmlns="urn:t"/></Body></Envelope>`,
  });
  assert.deepEqual(await writeAnswer('1.2', element('R', { xmlns: 'urn:t' }), null, now), {
    status: 200,
    contentType: 'application/soap+xml; charset=utf-8',
    body: `${declaration}<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body><R xmlns="urn:t"/></Body></Envelope>`,
  });
});

test('a fault of SOAP 1.1 has the service’s code, and its parts have no namespace', async () => {
  const detail = element('d', { xmlns: 'urn:t' }, '7');
  assert.deepEqual(await fault('1.1', new SoapFault('sender', 'No <such> order.', { code, detail })), {
    status: 500,
    contentType: 'text/xml; charset=utf-8',
    body: `${declaration}<s:Envelope ${s11}><s:Body><s:Fault><faultcode xmlns:m="urn:t">m:InvalidParameter</faultcode><faultstring>No &lt;such&gt; order.</faultstring><detail><d xmlns="urn:t">7</d></detail></s:Fault></s:Body></s:Envelope>`,
  });
});

test('a fault of SOAP 1.2 has the service’s code as a subcode', async () => {
  const detail = element('d', { xmlns: 'urn:t' }, '7');
  assert.deepEqual(await fault('1.2', new SoapFault('sender', 'No <such> order.', { code, detail })), {
    status: 400,
    contentType: 'application/soap+xml; charset=utf-8',
    body: `${declaration}<s:Envelope ${s12}><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:m="urn:t">m:InvalidParameter</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">No &lt;such&gt; order.</s:Text></s:Reason><s:Detail><d xmlns="urn:t">7</d></s:Detail></s:Fault></s:Body></s:Envelope>`,
  });
});

test('a fault of our own is the receiver’s, in both versions a 500', async () => {
  const broken = new SoapFault('receiver', 'Something broke here.', { code: null });
  const first = await fault('1.1', broken);
  const second = await fault('1.2', broken);
  assert.deepEqual([first.status, second.status], [500, 500]);
  assert.match(first.body, /<faultcode>s:Server<\/faultcode>/);
  assert.match(second.body, /<s:Code><s:Value>s:Receiver<\/s:Value><\/s:Code>/);
});

test('a status of the service’s own goes before that of the version', async () => {
  for (const version of ['1.1', '1.2'] as const)
    assert.equal((await fault(version, new SoapFault('sender', 'No.', { code, status: 401 }))).status, 401);
});

test('SOAP 1.2 says which versions it takes and which headers it did not understand', async () => {
  const mismatch = new SoapFault('version_mismatch', 'No.', { code: null });
  assert.match(
    (await fault('1.2', mismatch)).body,
    /<s:Header><s:Upgrade><s:SupportedEnvelope qname="e:Envelope" xmlns:e="http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/"\/><s:SupportedEnvelope qname="e:Envelope" xmlns:e="http:\/\/www\.w3\.org\/2003\/05\/soap-envelope"\/><\/s:Upgrade><\/s:Header>/,
  );
  const strange = new SoapFault('must_understand', 'No.', { code: null, notUnderstood: [{ namespace: 'urn:"x', name: 'T' }] }); // prettier-ignore
  assert.match((await fault('1.2', strange)).body, /<s:NotUnderstood qname="q:T" xmlns:q="urn:&quot;x"\/>/);
  assert.match((await fault('1.2', strange)).body, /<s:Value>s:MustUnderstand<\/s:Value>/);
  for (const one of [mismatch, strange]) assert.doesNotMatch((await fault('1.1', one)).body, /Header/);
  assert.match((await fault('1.1', mismatch)).body, /<faultcode>s:VersionMismatch<\/faultcode>/);
});
