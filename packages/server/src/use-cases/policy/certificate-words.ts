/** What stands on certificates, in the languages of those who get them. */
import type { Policy, PolicyState } from '../../domain/policy/policy.ts';

export const languages = ['en', 'vi', 'hi'] as const;
export type Language = (typeof languages)[number];

/** How dates and amounts are written. */
export const locales = { en: 'en-GB', vi: 'vi', hi: 'hi' } as const satisfies Record<Language, string>;

/** How the state of a policy is called. */
export const stateWords: Readonly<Record<Language, Readonly<Record<PolicyState, string>>>> = {
  en: { active: 'In force', cancelled: 'Cancelled', expired: 'Expired', claimed: 'Claimed' },
  vi: { active: 'Đang có hiệu lực', cancelled: 'Đã hủy', expired: 'Đã hết hiệu lực', claimed: 'Đã bồi thường' },
  hi: { active: 'लागू है', cancelled: 'रद्द', expired: 'समाप्त', claimed: 'दावा स्वीकृत' },
};

/** By the product's currency: in India papers are English as a rule. */
export function languageOf({ currency }: Pick<Policy, 'currency'>): Language {
  return currency === 'VND' ? 'vi' : 'en';
}

const en = {
  title: 'Certificate of delivery insurance',
  insured: 'Insured',
  insurer: 'Insurer',
  from: 'From',
  to: 'To',
  insuredValue: 'Insured value',
  premium: 'Premium',
  cod: 'Cash on delivery',
  validFrom: 'Valid from',
  validUntil: 'Valid until',
  claimsUntil: 'Claims until',
  ended: 'Ended',
  reason: 'Reason',
  trackingNumber: 'Tracking number',
  ordered: 'Ordered',
  product: 'Product',
  goods: 'Goods',
  kind: 'Kind',
  quantity: 'Quantity',
  description: 'Description',
  cover: 'Cover',
  covered: 'What is covered',
  scan: 'Scan it to see whether this certificate is genuine and still holds:',
  /** Before the name of a time zone. */
  times: 'Times are those of',
  missing: 'A character that no font of this sheet has is shown as \uFFFD.',
};
export type CertificateWords = Readonly<typeof en>;

export const certificateWords: Readonly<Record<Language, CertificateWords>> = {
  en,
  vi: {
    title: 'Giấy chứng nhận bảo hiểm giao hàng',
    insured: 'Người được bảo hiểm',
    insurer: 'Bên bảo hiểm',
    from: 'Nơi lấy hàng',
    to: 'Nơi giao hàng',
    insuredValue: 'Giá trị được bảo hiểm',
    premium: 'Phí bảo hiểm',
    cod: 'Tiền thu hộ (COD)',
    validFrom: 'Có hiệu lực từ',
    validUntil: 'Có hiệu lực đến',
    claimsUntil: 'Hạn yêu cầu bồi thường',
    ended: 'Kết thúc',
    reason: 'Lý do',
    trackingNumber: 'Mã vận đơn',
    ordered: 'Đặt lúc',
    product: 'Sản phẩm',
    goods: 'Hàng hóa',
    kind: 'Loại hàng',
    quantity: 'Số lượng',
    description: 'Mô tả',
    cover: 'Phạm vi bảo hiểm',
    covered: 'Nội dung bảo hiểm',
    scan: 'Quét mã để biết giấy chứng nhận này có thật và còn hiệu lực hay không:',
    times: 'Giờ theo múi giờ',
    missing: 'Ký tự không có trong phông chữ được hiển thị là \uFFFD.',
  },
  hi: {
    title: 'डिलीवरी बीमा प्रमाणपत्र',
    insured: 'बीमित',
    insurer: 'बीमाकर्ता',
    from: 'कहाँ से',
    to: 'कहाँ तक',
    insuredValue: 'बीमित मूल्य',
    premium: 'प्रीमियम',
    cod: 'डिलीवरी पर नकद',
    validFrom: 'कब से मान्य',
    validUntil: 'कब तक मान्य',
    claimsUntil: 'दावा कब तक',
    ended: 'समाप्ति',
    reason: 'कारण',
    trackingNumber: 'ट्रैकिंग नंबर',
    ordered: 'ऑर्डर का समय',
    product: 'उत्पाद',
    goods: 'सामान',
    kind: 'प्रकार',
    quantity: 'मात्रा',
    description: 'विवरण',
    cover: 'बीमा सुरक्षा',
    covered: 'क्या बीमित है',
    scan: 'यह प्रमाणपत्र असली और मान्य है या नहीं, यह जानने के लिए स्कैन करें:',
    times: 'समय इस क्षेत्र के हैं:',
    missing: 'जिस अक्षर का फ़ॉन्ट नहीं है, वह \uFFFD दिखता है।',
  },
};
