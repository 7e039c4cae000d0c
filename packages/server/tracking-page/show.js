// Puts what is known of an order or a trip into words.
import { element, part, say } from './elements.js';
import { ageWords, timeWords } from './words.js';

/**
 * @typedef {import('./types.ts').OrderPhase} OrderPhase
 * @typedef {import('./types.ts').Scene} Scene
 * @typedef {import('./types.ts').TrackedOrder} TrackedOrder
 * @typedef {import('./types.ts').TrackedThing} TrackedThing
 * @typedef {import('./types.ts').TrackedTrip} TrackedTrip
 * @typedef {import('./types.ts').Words} Words
 */

/** Milliseconds after which a position says little. */
const oldAfter = 10 * 60_000;
const lateAfter = 5 * 60_000;

/**
 * @param {TrackedThing} thing
 * @param {Words} words
 * @param {number} now by the server's clock
 */
export function show(thing, words, now) {
  if (thing.kind === 'order') showOrder(thing, words, now);
  else showTrip(thing, words, now);
}

/**
 * @param {TrackedOrder} order
 * @param {Words} words
 * @param {number} now
 */
function showOrder(order, words, now) {
  const name = words.order(isolated(order.orderNo));
  say(part('#subject'), name);
  document.title = `${words.phases[order.phase]} · ${name}`;
  say(part('#headline'), words.phases[order.phase]);
  const expected = expectedWords(order.eta, now, words);
  const before = order.stopsBefore === null || order.phase === 'at_door' ? [] : [words.stopsBefore(order.stopsBefore)];
  const meaning = words.meaning[order.phase];
  say(part('#detail'), [meaning ?? '', expected, ...before].join(' ').trim());
  part('#status').dataset['tone'] = toneOf(order.phase);
  showSteps(stepOf(order.phase), words);
  showFacts([
    [words.facts.window, windowWords(order, now, words)],
    [words.facts.courier, order.courier?.name ?? ''],
    [words.facts.vehicle, order.courier?.vehicleNumber ?? ''],
    [words.facts.seen, order.position ? ageWords(order.position.time, now, words) : ''],
  ]);
  part('#stops').hidden = true;
  showHistory(order.history.map(({ phase, time }) => ({ text: words.moments[phase], time })), now, words); // prettier-ignore
}

/**
 * @param {TrackedTrip} trip
 * @param {Words} words
 * @param {number} now
 */
function showTrip(trip, words, now) {
  const name = words.trip(isolated(trip.tripName));
  say(part('#subject'), name);
  document.title = `${words.tripPhases[trip.phase]} · ${name}`;
  say(part('#headline'), words.tripPhases[trip.phase]);
  say(part('#detail'), expectedWords(trip.eta, now, words));
  part('#status').dataset['tone'] = trip.phase === 'ended' ? 'good' : trip.phase === 'cancelled' ? 'bad' : 'calm';
  part('#steps').hidden = true;
  const wanted = trip.stops.filter(({ state }) => state !== 'dropped');
  const over = wanted.filter(({ state }) => state === 'done' || state === 'failed');
  showFacts([
    [words.facts.from, trip.origin?.name ?? ''],
    [words.facts.to, trip.destination ?? ''],
    [words.facts.progress, wanted.length > 0 ? words.done(over.length, wanted.length) : ''],
    [words.facts.courier, trip.courier?.name ?? ''],
    [words.facts.vehicle, trip.courier?.vehicleNumber ?? ''],
    [words.facts.seen, trip.position ? ageWords(trip.position.time, now, words) : ''],
  ]);
  showStops(trip, words, now);
  showHistory(trip.history.map(({ phase, time }) => ({ text: words.tripMoments[phase], time })), now, words); // prettier-ignore
}

/**
 * Nothing once the time has passed: it would be wrong.
 *
 * @param {number | null} eta
 * @param {number} now
 * @param {Words} words
 */
function expectedWords(eta, now, words) {
  return eta === null || eta < now - lateAfter ? '' : words.expectedAt(timeWords(eta, now, words));
}

/**
 * @param {TrackedTrip} trip
 * @param {Words} words
 * @param {number} now
 */
function showStops({ stops }, words, now) {
  part('#stops').hidden = stops.length === 0;
  say(part('#stops h2'), words.stops);
  const rows = stops.map((stop) => {
    const time = stop.leftTime ?? stop.arrivedTime ?? stop.eta;
    const row = element('li', { className: stop.state }, [
      element('span', { className: 'number', text: String(stop.sequence) }),
      element('span', { className: 'what' }, [
        element('bdi', { text: stop.orderNo }),
        element('span', { className: 'leg', text: words.legs[stop.leg] }),
      ]),
      element('span', { className: 'state', text: words.stopStates[stop.state] }),
      element('time', { text: time === null ? '' : timeWords(time, now, words) }),
    ]);
    return row;
  });
  part('#stops ol').replaceChildren(...rows);
}

/**
 * Newest first.
 *
 * @param {readonly { text: string, time: number }[]} moments
 * @param {number} now
 * @param {Words} words
 */
function showHistory(moments, now, words) {
  part('#history').hidden = moments.length === 0;
  say(part('#history h2'), words.history);
  const rows = moments.toReversed().map(({ text, time }) => {
    const when = element('time', { text: timeWords(time, now, words) });
    when.dateTime = new Date(time).toISOString();
    return element('li', {}, [element('span', { text }), when]);
  });
  part('#history ol').replaceChildren(...rows);
}

/** @param {readonly (readonly [string, string])[]} facts those without a text are left out */
function showFacts(facts) {
  const rows = facts.flatMap(([name, text]) =>
    text === ''
      ? []
      : [element('div', {}, [element('dt', { text: name }), element('dd', {}, [element('bdi', { text })])])],
  );
  part('#facts').replaceChildren(...rows);
}

/**
 * @param {number | null} reached index of the last step that was reached; null: the order went another way
 * @param {Words} words
 */
function showSteps(reached, { steps }) {
  const where = part('#steps');
  where.hidden = reached === null;
  if (reached === null) return;
  const rows = steps.map((text, index) => {
    const row = element('li', { text, className: index < reached ? 'past' : index === reached ? 'now' : '' });
    if (index === reached) row.ariaCurrent = 'step';
    return row;
  });
  where.replaceChildren(...rows);
}

/**
 * @param {OrderPhase} phase
 * @returns {number | null}
 */
function stepOf(phase) {
  if (phase === 'received' || phase === 'waiting') return 0;
  if (phase === 'planned') return 1;
  if (phase === 'delivered' || phase === 'partly_delivered') return 3;
  const isElsewhere = ['not_collected', 'not_delivered', 'returning', 'returned', 'cancelled'].includes(phase);
  return isElsewhere ? null : 2;
}

/** @param {OrderPhase} phase */
function toneOf(phase) {
  if (phase === 'delivered' || phase === 'collected') return 'good';
  if (phase === 'not_collected' || phase === 'not_delivered' || phase === 'cancelled') return 'bad';
  return 'calm';
}

/**
 * @param {TrackedOrder} order
 * @param {number} now
 * @param {Words} words
 */
function windowWords({ startTimeWindow: from, endTimeWindow: until }, now, words) {
  if (from !== null && until !== null) {
    const isOneDay = new Date(from).toDateString() === new Date(until).toDateString();
    // the day once is enough
    return words.between(timeWords(from, now, words), timeWords(until, isOneDay ? until : now, words));
  }
  if (from !== null) return words.from(timeWords(from, now, words));
  return until === null ? '' : words.until(timeWords(until, now, words));
}

/**
 * Keeps a number or a name in one piece inside a text of the other direction.
 *
 * @param {string} text
 */
function isolated(text) {
  return `\u2068${text}\u2069`;
}

/**
 * @param {TrackedThing} thing
 * @param {number} now
 * @returns {Scene}
 */
export function sceneOf(thing, now) {
  const { position: courier } = thing;
  const isOld = courier !== null && now - courier.time > oldAfter;
  if (thing.kind === 'order') {
    return { courier, isOld, origin: null, doors: thing.door ? [{ place: thing.door, label: '', state: 'own' }] : [] };
  }
  /** @type {Scene['doors']} */
  const doors = thing.stops.flatMap(({ door, sequence, state }) =>
    door === null || state === 'dropped'
      ? []
      : [{ place: door, label: String(sequence), state: state === 'open' || state === 'arrived' ? 'open' : 'over' }],
  );
  return { courier, isOld, origin: thing.origin?.position ?? null, doors };
}
