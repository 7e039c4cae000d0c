/** Writes docs/translation.md: one delivery in all five vocabularies. */
import { join } from 'node:path';
import { format } from 'prettier';
import { deliveryStates, type DeliveryState } from '../../src/domain/delivery/delivery-state.ts';
import type { Heard } from './stage.ts';
import { dialects, vocabularies, type DialectName } from './vocabularies.ts';

export const translationPage = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'translation.md');

const intro = `# One delivery, five vocabularies

A delivery that comes in by one API is there in all of them. Each partner sees it in its own words, and they are the words
of its own document: nobody has to know that the others exist. This page is the dictionary. Find your API's column, and
read what the others call what you see.

\`\`\`mermaid
flowchart LR
  shop["SUBPLACE: an order is approved"] --> delivery(("one delivery"))
  delivery -- "insured by a rule" --> insurer["an insurer hears each step"]
  delivery -- "a public order" --> hub["an MDelivery hub follows"]
  delivery -- "first run" --> trip["LogiNext: planned into a trip"]
  delivery -- "second run" --> task["GotSurge: broadcast to drivers"]
  trip --> done["handed over, with photo and signature"]
  task --> done
\`\`\`

That is the story that a [test](../packages/server/test/five-dialects.test.ts) tells over HTTP, with two real servers and
partners' real receivers. After each step it asks every API how the delivery stands, and in the end each partner has heard
of each change once and in order, by webhooks that are signed. Deliveries whose handover fails, that come back, come in part or are called off
have stories of their own.

**Bold** words were read in those stories, by the API's own operation; the others stand in the tables that the server
translates by. The first column is the state that the native API shows.
`;

const notes = `- **LogiNext**: \`status\` of Get Order. The words are those of a delivery that is fetched and brought; one that we only
  bring is \`INTRANSIT\` instead of \`PICKEDUP\`.
- **GotSurge**: \`current_status\` of a task. What did not come by GotSurge shows as a task at the home platform. Make a
  delivery a task with \`POST /v1/deliveries/{id}/task\`, and couriers can be asked for it.
- **MDelivery**: \`status\` of GET order details, once the delivery is a public order: \`POST /v1/deliveries/{id}/public-order\`.
- **SUBPLACE**: \`delivery.status\` of Fulfilment Detail. What a subscription brings is made \`ready\`: it never has the states
  before.
- **Insurance**: \`delivery_status\`, as we tell it to an insurer, and as partners tell it to us. Of goods that nobody brings
  any more no word is told: \`(cancel)\` stands for the operation that ends the policy. It is asked for while nobody has set
  out with the goods.

Written by \`npm run docs:translation\`, which tells the stories anew; the test fails when this page is stale.
`;

/** @param heard which words were read over HTTP */
export async function writeTranslation(heard: Heard): Promise<string> {
  const titles = ['state', ...dialects.map((one) => (one === 'insurance' ? 'Insurance' : one))];
  const rows = deliveryStates.map((state) => [state, ...dialects.map((dialect) => cell(heard, state, dialect))]);
  const table = [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const page = [intro, table.join('\n'), notes].join('\n');
  return format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

function cell(heard: Heard, state: DeliveryState, dialect: DialectName): string {
  const word = vocabularies[dialect](state);
  return heard.get(state)?.has(dialect) ? `**${word}**` : word;
}
