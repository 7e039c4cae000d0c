/** The page on which a receiver types an address. */
import {
  addressFields,
  longestTyped,
  type AddressFaults,
  type AddressField,
  type TypedAddress,
} from '../../../domain/receiver/typed-address.ts';
import { html, type Markup } from '../../../lib/pages/html.ts';
import { frame, way } from './layout.ts';
import { form, type View } from './view.ts';

export interface AddressPage {
  readonly typed: TypedAddress | null;
  readonly faults: AddressFaults;
  /** Of the provider's order; null: one has to be typed. */
  readonly knownPhone: string | null;
}

/** What browsers fill in by themselves, and the keyboard that a phone shows. */
const kinds: Readonly<Record<AddressField, { readonly autocomplete: string; readonly type?: string; readonly mode?: string }>> = {
  city: { autocomplete: 'address-level2' },
  region: { autocomplete: 'address-level1' },
  street: { autocomplete: 'address-line1' },
  apartment: { autocomplete: 'address-line2' },
  postalCode: { autocomplete: 'postal-code' },
  phone: { autocomplete: 'tel', type: 'tel', mode: 'tel' },
}; // prettier-ignore

export function addressPage(view: View, page: AddressPage): string {
  const { words } = view;
  const { title, why, faulty, faults, fields } = words.address;
  const wrong = addressFields.flatMap((field) => {
    const fault = page.faults[field];
    return fault === undefined ? [] : [html`<li id="${field}-fault"><a href="#${field}">${faults[fault](fields[field])}</a></li>`];
  });
  const line = (field: AddressField) => input(view, field, page);
  return frame(
    view,
    wrong.length === 0 ? title : `${words.errorPrefix}: ${title}`,
    html`${way(view, 'address')}
      <h1>${title}</h1>
      <p class="quiet">${why}</p>
      ${wrong.length > 0 && html`<div class="fault" role="alert"><p>${faulty}</p><ul>${wrong}</ul></div>`}
      ${form(
        view,
        'shipping/address',
        html`${line('city')}${line('region')}${line('street')}
          <div class="pair">
            <div>${line('apartment')}</div>
            <div>${line('postalCode')}</div>
          </div>
          ${line('phone')}
          <button>${words.goOn}</button>`,
      )}
      <p class="links"><a href="${view.base}/shipping">${words.back}</a></p>`,
  );
} // prettier-ignore

function input({ words }: View, field: AddressField, { typed, faults, knownPhone }: AddressPage): Markup {
  const { fields, hints, optional } = words.address;
  const isOptional = ['region', 'apartment', 'postalCode'].includes(field) || (field === 'phone' && knownPhone !== null);
  const known = field === 'phone' && knownPhone !== null ? ` ${words.address.knownPhone(knownPhone)}` : '';
  const hint = `${hints[field] ?? ''}${known}`.trim();
  const { autocomplete, type = 'text', mode } = kinds[field];
  const isWrong = faults[field] !== undefined;
  const told = [isWrong && `${field}-fault`, hint !== '' && `${field}-hint`].filter(Boolean).join(' ');
  return html`<label for="${field}"
      >${fields[field]}${isOptional && html` <span class="optional">(${optional})</span>`}</label
    >
    ${hint !== '' && html`<p class="hint" id="${field}-hint">${hint}</p>`}
    <input
      id="${field}"
      name="${field}"
      type="${type}"
      value="${typed?.[field] ?? ''}"
      autocomplete="${autocomplete}"
      maxlength="${longestTyped[field]}"
      ${mode !== undefined && html` inputmode="${mode}"`}
      ${!isOptional && html` required`}
      ${isWrong && html` aria-invalid="true"`}
      ${told !== '' && html` aria-describedby="${told}"`}
    />`;
} // prettier-ignore
