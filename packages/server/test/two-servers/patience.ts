/** Waiting for what must come about, and trying again what a bad line or a dead server has swallowed. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Far more than all the pauses that a run can come to. */
const patienceMs = 120_000;

/** @param look until it answers with something */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + patienceMs; ; await sleep(200)) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    assert.ok(Date.now() < end, `in vain: ${what}`);
  }
}

/** Repeats what failed on the way. A refusal is none of that: it comes as an AssertionError, and ends the test. */
export async function again<T>(what: string, act: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + patienceMs; ; await sleep(200)) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof assert.AssertionError || Date.now() > end) throw new Error(what, { cause: error });
    }
  }
}
