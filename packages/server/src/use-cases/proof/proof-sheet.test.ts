/** What stands on the sheet of a delivery's proofs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draft, place } from '../../../test/draft-delivery.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { create } from '../../domain/delivery/lifecycle.ts';
import type { ProvenDelivery, StoredProof } from '../../store/proof-archive.ts';
import { toProofSheet, type NamedFile, type Shown } from './proof-sheet.ts';

const now = new Date('2026-03-01T12:00:00Z');
const around = { reference: 'abc', state: 'DELIVERED', timeZone: 'Asia/Kolkata' };

function delivery(change: Partial<Delivery> = {}): ProvenDelivery {
  const made = create(draft({ dropoff: place({ customerName: 'Mira Rao', phone: '+91 1' }) }), { accountId: 'a', id: 'd', now }); // prettier-ignore
  return { ...made.delivery, courierName: 'Amit', vehicleNumber: null, ...change };
}

const file = (id: string, kind: 'photo' | 'signature'): NamedFile => ({
  id,
  kind,
  contentType: 'image/png',
  bytes: 1,
  sha256: 'f'.repeat(64),
  storageKey: id,
  name: `${id}.png`,
  receivedAt: now,
});

const files = [file('photo-01', 'photo'), file('signature-01', 'signature'), file('photo-02', 'photo')];
const proof: StoredProof = {
  accountId: 'a',
  id: 'p',
  deliveryId: 'd',
  leg: 'dropoff',
  recipientName: 'Ravi',
  note: null,
  position: { lat: 12.97, lng: 77.59 },
  capturedAt: now,
  receivedAt: now,
  files,
};

test('says from whom to whom, when in the account’s time, and who received', () => {
  const sheet = toProofSheet(delivery({ endedAt: now, recipientName: 'Mira' }), [proof], files, new Map(), around);
  const [from, to] = sheet.parties;
  assert.deepEqual([sheet.title, sheet.name, sheet.state], ['Proof of delivery', 'ORDER-1', 'DELIVERED']);
  assert.equal(from?.text.split('\n')[0], 'Customer');
  assert.equal(to?.text, 'Mira Rao\n1, Main Street\nCentre\nMumbai 400076, MH, IND\n+91 1');
  const facts = Object.fromEntries(sheet.facts.map(({ label, text }) => [label, text]));
  assert.deepEqual(facts, { 'Ordered': '1 January 2026, 05:30', 'Completed': '1 March 2026, 17:30', 'Received by': 'Mira', 'Courier': 'Amit', 'Reference': 'abc' }); // prettier-ignore
  assert.match(sheet.remark, /Asia\/Kolkata/);
});

test('shows the signature first, says why a picture is not there, and counts those that are only beside it', () => {
  const jpeg = new Uint8Array(1);
  const shown = new Map<string, Shown>([['photo-01', 'missing'], ['signature-01', jpeg]]); // prettier-ignore
  const [section] = toProofSheet(delivery(), [proof], files, shown, around).sections;
  assert.equal(section?.heading, 'Drop-off, 1 March 2026, 17:30');
  assert.deepEqual(section.facts.map(({ label, text }) => `${label}: ${text}`), ['Received by: Ravi', 'Position: 12.97000, 77.59000', 'More files: 1 beside this sheet']); // prettier-ignore
  assert.deepEqual(section.pictures, [
    { caption: `signature-01.png\nSHA-256 ${'f'.repeat(32)}…`, jpeg, wide: true },
    { caption: 'photo-01.png\nThe file is missing.', jpeg: null, wide: false },
  ]);
});

test('names the hub where there is no address', () => {
  const bare = delivery({ pickup: null, distributionCentre: 'BOM' });
  assert.equal(toProofSheet(bare, [], [], new Map(), around).parties[0]?.text, 'BOM');
  const back = toProofSheet(delivery({ direction: 'reverse', dropoff: null, pickup: place({ branch: 'RET' }) }), [], [], new Map(), around); // prettier-ignore
  assert.deepEqual([back.title, back.parties[1]?.text], ['Proof of return', 'RET']);
});
