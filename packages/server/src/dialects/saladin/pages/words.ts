/** What the pages say, in the languages of those who have certificates. */
import { languages, type Language } from '../../../use-cases/policy/certificate-words.ts';

export interface Words {
  readonly title: string;
  readonly genuine: string;
  /** Genuine, and the policy has ended. */
  readonly over: string;
  readonly number: string;
  readonly state: string;
  readonly insured: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly unknown: string;
  readonly unknownAdvice: string;
  readonly fault: string;
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Delivery insurance',
    genuine: 'This certificate is genuine.',
    over: 'This certificate is genuine, but it no longer holds.',
    number: 'Policy',
    state: 'State',
    insured: 'Insured',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    unknown: 'There is no such certificate',
    unknownAdvice: 'Nobody was given this link. The paper that it stands on may be forged.',
    fault: 'That did not work',
  },
  vi: {
    title: 'Bảo hiểm giao hàng',
    genuine: 'Giấy chứng nhận này là thật.',
    over: 'Giấy chứng nhận này là thật nhưng không còn hiệu lực.',
    number: 'Số hợp đồng',
    state: 'Tình trạng',
    insured: 'Người được bảo hiểm',
    validFrom: 'Có hiệu lực từ',
    validUntil: 'Có hiệu lực đến',
    unknown: 'Không có giấy chứng nhận này',
    unknownAdvice: 'Liên kết này chưa được cấp cho ai. Giấy chứng nhận có thể là giả.',
    fault: 'Đã xảy ra lỗi',
  },
  hi: {
    title: 'डिलीवरी बीमा',
    genuine: 'यह प्रमाणपत्र असली है।',
    over: 'यह प्रमाणपत्र असली है, लेकिन अब मान्य नहीं है।',
    number: 'पॉलिसी',
    state: 'स्थिति',
    insured: 'बीमित',
    validFrom: 'कब से मान्य',
    validUntil: 'कब तक मान्य',
    unknown: 'ऐसा कोई प्रमाणपत्र नहीं है',
    unknownAdvice: 'यह लिंक किसी को नहीं दिया गया। जिस कागज़ पर यह है, वह जाली हो सकता है।',
    fault: 'यह नहीं हो सका',
  },
};

/** The first one in `Accept-Language` that we speak; English where there is none. Null: nobody asked for any. */
export function acceptedLanguage(header: string | undefined): Language | null {
  if (header === undefined || /^\s*\*?\s*$/.test(header)) return null;
  const asked = header.split(',').map((part) => part.trim().toLowerCase().split(/[-_;]/)[0]);
  const found = asked.map((one) => languages.find((language) => language === one));
  return found.find((language) => language !== undefined) ?? 'en';
}
