/** Takes the messages of one SOAP service to its operations, and writes what they answer. */
import { answerVersion, receiveMessage, type Contract, type SoapRequest } from '../../../lib/soap/receive-message.ts';
import type { SoapFault } from '../../../lib/soap/soap-fault.ts';
import { writeAnswer, writeFaultAnswer, type SoapAnswer } from '../../../lib/soap/write-answer.ts';
import type { Signer } from '../../../lib/soap/signature/signer.ts';
import type { Element } from '../../../lib/xml/element.ts';
import type { Xml } from '../../../lib/xml/write-element.ts';

export interface Call<C> {
  /** The element of the operation, valid by the schema. */
  readonly payload: Element;
  readonly caller: C;
  /** The message as it came. */
  readonly bytes: Uint8Array;
}

export interface Answered {
  readonly body: Xml;
  /** To be called once the answer has left. */
  readonly onSent?: () => Promise<void>;
}

export type Operation<C> = (call: Call<C>) => Promise<Answered>;

export interface SoapDefinition<C> {
  readonly contract: Omit<Contract, 'operations'>;
  /** What stands before the name of an operation in its action. */
  readonly actions: string;
  /** By the name of their element. */
  readonly operations: Readonly<Record<string, Operation<C>>>;
  /** Null: answers are not signed. */
  readonly signer: Signer | null;
  readonly toFault: (error: unknown) => SoapFault;
  readonly now: () => Date;
}

export interface SoapService<C> {
  /** @throws SoapFault; whatever the operation throws */
  readonly answer: (incoming: SoapRequest, caller: C) => Promise<SoapAnswer & Pick<Answered, 'onSent'>>;
  /** @param incoming of which at least the media type is known */
  readonly refuse: (incoming: SoapRequest, error: unknown) => Promise<SoapAnswer>;
}

export function createSoapService<C>(definition: SoapDefinition<C>): SoapService<C> {
  const { operations, signer, toFault, now } = definition;
  const actions = Object.keys(operations).map((name): [string, string] => [name, `${definition.actions}${name}`]);
  const contract = { ...definition.contract, operations: new Map(actions) };
  return {
    async answer(incoming, caller) {
      const { operation, payload } = receiveMessage(incoming, contract, now());
      const run = operations[operation];
      if (!run) throw new Error(`Nobody answers ${operation}.`);
      const { body, ...sent } = await run({ payload, caller, bytes: incoming.bytes });
      return { ...(await writeAnswer(answerVersion(incoming), body, signer, now())), ...sent };
    },
    refuse: (incoming, error) => writeFaultAnswer(answerVersion(incoming), toFault(error), signer, now()),
  };
}
