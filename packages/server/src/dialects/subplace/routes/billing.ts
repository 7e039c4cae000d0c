/** POST /billing: the list of bills. */
import { billStates } from '../../../domain/subscription/bill.ts';
import { listBills } from '../../../use-cases/subscription/read-bills.ts';
import { success } from '../answer.ts';
import { identityOf } from '../auth.ts';
import { toBilled } from '../bill-view.ts';
import { readPage, type Body } from '../read-page.ts';
import { readWords } from '../read-words.ts';
import { Billing, BillingRequest } from '../schemas/billing.ts';
import { refusals } from '../schemas/refusal.ts';
import { billTypes, billWords } from '../status.ts';
import type { Register } from './app.ts';

/** The document shows no pages: all that there is, within reason. */
const pageSizes = { usual: 1000, most: 1000 };

export const billing: Register = (app, deps) => {
  app.post(
    '/billing',
    {
      schema: {
        operationId: 'listBills',
        summary: 'Billing: newest first, 1,000 at most.',
        tags: ['billing'],
        body: BillingRequest,
        response: { 200: Billing, ...refusals },
      },
      // keys in the order of the document's table
      serializerCompiler: () => JSON.stringify,
    },
    async (request) => {
      const { account, caller } = identityOf(request);
      const { body } = request;
      const wanted = {
        ...readPage(body, account.timeZone, pageSizes),
        kinds: readWords('billTypes', body.bill_type, [billTypes.bill]),
        statuses: readWords(
          'billStates',
          body.bill_status,
          billStates.map((one) => billWords[one]),
        ),
      };
      const { views } = await listBills(deps, caller, wanted);
      const billed = views.flatMap((view) => (view.bill ? [toBilled(account, view, view.bill)] : []));
      return { status: success, input: echoOf(body), Billing: billed };
    },
  );
};

const echoed = ['key', 'signature', 'search_text', 'bill_type', 'bill_status', 'created_date_from', 'created_date_to'];

function echoOf(body: Body): Body {
  return Object.fromEntries(echoed.map((name) => [name, body[name] ?? null]));
}
