/** What the pages say, in the languages of those who have certificates. */
import type { PolicyState } from '../../../domain/policy/policy.ts';

export const languages = ['en', 'vi', 'hi'] as const;
export type Language = (typeof languages)[number];

export interface Words {
  readonly title: string;
  readonly genuine: string;
  readonly number: string;
  readonly state: string;
  readonly states: Readonly<Record<PolicyState, string>>;
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
    number: 'Policy',
    state: 'State',
    states: { active: 'In force', cancelled: 'Cancelled', expired: 'Expired', claimed: 'Claimed' },
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
    number: 'Số hợp đồng',
    state: 'Tình trạng',
    states: {
      active: 'Đang có hiệu lực',
      cancelled: 'Đã hủy',
      expired: 'Đã hết hiệu lực',
      claimed: 'Đã bồi thường',
    },
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
    number: 'पॉलिसी',
    state: 'स्थिति',
    states: { active: 'लागू है', cancelled: 'रद्द', expired: 'समाप्त', claimed: 'दावा स्वीकृत' },
    insured: 'बीमित',
    validFrom: 'कब से मान्य',
    validUntil: 'कब तक मान्य',
    unknown: 'ऐसा कोई प्रमाणपत्र नहीं है',
    unknownAdvice: 'यह लिंक किसी को नहीं दिया गया। जिस कागज़ पर यह है, वह जाली हो सकता है।',
    fault: 'यह नहीं हो सका',
  },
};

/** The first one in `Accept-Language` that we speak; English where there is none. */
export function acceptedLanguage(header: string | undefined): Language {
  const asked = (header ?? '').split(',').map((part) => part.trim().toLowerCase().split(/[-_;]/)[0]);
  const found = asked.map((one) => languages.find((language) => language === one));
  return found.find((language) => language !== undefined) ?? 'en';
}
