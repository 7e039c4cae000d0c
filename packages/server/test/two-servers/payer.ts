/** MPay, played by the soap package: asks what is due and says that it was paid, with signatures in both directions. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClientAsync, WSSecurityCert } from 'soap';
import type { Certificate } from '../make-certificate.ts';
import { callOf } from '../soap-client.ts';
import { again } from './patience.ts';

export interface Payer {
  /** Until the hub has answered that it has understood. @returns lei that were paid */
  readonly pay: (orderKey: string) => Promise<number>;
  /** MPay's word for an order. */
  readonly statusOf: (orderKey: string) => Promise<string>;
}

export const payerServiceId = 'hub-service';

interface OrderDetails {
  readonly Status: string;
  readonly TotalAmountDue: string;
  readonly Currency: string;
  readonly Lines: { readonly OrderLine: readonly { readonly LineID: string; readonly AmountDue: string }[] };
}

/** The package itself would wait for ever. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = new Error('No answer in time.');
  return Promise.race([answer, sleep(4000, null, { ref: false }).then(() => Promise.reject(late))]);
}

/** @param line where messages go to; @param hub where the description of the service is */
export async function openPayer(hub: string, line: string, own: Certificate): Promise<Payer> {
  const client = await createClientAsync(`${hub}/mdelivery/mpay?wsdl`);
  client.setEndpoint(`${line}/mdelivery/mpay`);
  client.setSecurity(new WSSecurityCert(own.key, own.certificate, ''));
  const get = callOf(client, 'ServiceProvider', 'Soap11', 'GetOrderDetails');
  const confirm = callOf(client, 'ServiceProvider', 'Soap11', 'ConfirmOrderPayment');

  const ask = async (orderKey: string): Promise<OrderDetails> => {
    const query = { query: { Language: 'ro', OrderKey: orderKey, ServiceID: payerServiceId } };
    const [result] = await again(`MPay asks for ${orderKey}`, () => inTime(get(query)));
    // as its description says
    const { GetOrderDetailsResult } = result as { readonly GetOrderDetailsResult: { readonly OrderDetails: readonly OrderDetails[] } }; // prettier-ignore
    return GetOrderDetailsResult.OrderDetails[0] ?? assert.fail(`MPay finds no ${orderKey}`);
  };
  return {
    statusOf: async (orderKey) => (await ask(orderKey)).Status,
    async pay(orderKey) {
      const { Status, TotalAmountDue, Currency, Lines } = await ask(orderKey);
      assert.equal(Status, 'Active');
      const confirmation = {
        Currency,
        Lines: {
          PaymentConfirmationLine: Lines.OrderLine.map(({ LineID, AmountDue }) => ({ Amount: AmountDue, DestinationAccount: {}, LineID })), // prettier-ignore
        },
        OrderKey: orderKey,
        PaidAt: new Date().toISOString().slice(0, 19),
        PaymentID: `P-${orderKey}`,
        ServiceID: payerServiceId,
        TotalAmount: TotalAmountDue,
      };
      await again(`MPay confirms ${orderKey}`, () => inTime(confirm({ confirmation })));
      return Number(TotalAmountDue);
    },
  };
}
