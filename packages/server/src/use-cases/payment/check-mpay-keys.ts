/** Whether messages can be signed and checked with what the settings of MPay name, before the first one comes. */
import { readSigner } from '../../lib/soap/signature/signer.ts';
import { readTrustedCertificates } from '../../lib/soap/signature/trusted-certificates.ts';
import { StartFault } from '../../lib/start-fault.ts';
import type { Mpay } from './mpay.ts';

type Keys = Pick<Extract<Mpay, { kind: 'mpay' }>, 'certificate' | 'key' | 'trusted'>;

/** @throws StartFault for keys that are not RSA, that are too short, or that do not belong together */
export function checkMpayKeys({ certificate, key, trusted }: Keys): void {
  check('Check WAYBILL_MPAY_CERT and WAYBILL_MPAY_KEY.', () => readSigner(certificate, key));
  check('Check WAYBILL_MPAY_TRUST.', () => readTrustedCertificates(trusted.join('\n')));
}

function check(mend: string, read: () => unknown): void {
  try {
    read();
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : 'The keys of MPay cannot be read.';
    throw new StartFault(words, mend, { cause });
  }
}
