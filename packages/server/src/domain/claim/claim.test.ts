/** The life of a claim: every move that is listed, and amounts within what is insured. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { refused } from '../../../test/refused.ts';
import { approveClaim, claimMoves, claimStates, draftClaim, payClaim, rejectClaim, submitClaim, type Claim, type ClaimChanged, type ClaimState } from './claim.ts'; // prettier-ignore

const now = new Date('2022-04-10T06:00:00Z');
const evidence = { deliveryId: null, orderNumber: null, state: null, proofs: [], track: [], timeline: [] };
const subject = { policyId: 'p', coverageId: null } as const;
const birth = { accountId: 'a', id: 'c', subject, insuredValue: 3_000_000, currency: 'VND', evidence, now };
const draft = (amount = 2_000_000) => draftClaim({ cause: 'loss', description: 'It never came.', amount }, birth);

const verbs: Readonly<Record<Exclude<ClaimState, 'draft'>, (claim: Claim) => ClaimChanged>> = {
  submitted: (claim) => submitClaim(claim, now),
  approved: (claim) => approveClaim(claim, { granted: 1_500_000, decision: 'Worn.' }, now),
  rejected: (claim) => rejectClaim(claim, 'Delivered with proof.', now),
  paid: (claim) => payClaim(claim, 'BANK-1', now),
};

it('moves as the table says, one version and one event each', () => {
  for (const from of claimStates) {
    for (const to of claimStates) {
      if (to === 'draft') continue;
      const before: Claim = { ...draft().claim, state: from };
      const exits: readonly ClaimState[] = claimMoves[from];
      const act = () => verbs[to](before);
      if (!exits.includes(to)) assert.throws(act, refused('illegal_transition'), `${from} -> ${to}`);
      else {
        const { claim, event } = act();
        assert.deepEqual([claim.state, claim.version, event.type, event.sequence], [to, 2, `claim.${to}`, 2]);
      }
    }
  }
});

it('is for something, and for no more than is insured; no more is granted than is claimed', () => {
  for (const amount of [0, -1, 1.5, 3_000_001, Number.NaN])
    assert.throws(() => draft(amount), refused('invalid_input'), String(amount));
  assert.equal(draft(3_000_000).claim.state, 'draft');
  const { claim } = submitClaim(draft().claim, now);
  const grant = (granted: number) => approveClaim(claim, { granted, decision: null }, now);
  for (const granted of [0, 2_000_001]) assert.throws(() => grant(granted), refused('invalid_input'));
  assert.equal(grant(2_000_000).claim.granted, 2_000_000);
});

it('is told without its evidence', () => {
  const { event } = draft();
  assert.deepEqual(event.data, {
    claim: {
      id: 'c',
      state: 'draft',
      ...subject,
      amount: 2_000_000,
      granted: null,
      currency: 'VND',
      decision: null,
    },
  });
});
