/** The receiver's pages in Romanian. */
import type { Words } from './words.ts';

/** After 20 a noun follows with `de`, unless the number ends in 01 to 19. */
const counted = (count: number, one: string, many: string): string => {
  if (count === 1) return `1 ${one}`;
  const rest = count % 100;
  return count > 19 && (rest === 0 || rest > 19) ? `${count} de ${many}` : `${count} ${many}`;
};

export const ro: Words = {
  brand: 'MDelivery',
  skip: 'Salt la conținut',
  languages: 'Limba',
  errorPrefix: 'Eroare',
  steps: { order: 'Comanda', address: 'Adresa', offer: 'Livrarea', confirm: 'Confirmarea' },
  stepOf: (step, all) => `Pasul ${step} din ${all}`,
  goOn: 'Continuă',
  back: 'Înapoi',
  change: 'Modifică',
  retry: 'Încearcă din nou',
  backTo: (provider) => `Înapoi la ${provider}`,
  identify: {
    title: 'Este comanda dumneavoastră?',
    why: 'Înainte de a afișa comanda, spuneți-ne cine sunteți. Astfel datele dumneavoastră nu ajung la alte persoane care au linkul.',
    label: 'IDNP sau IDNO',
    hint: '13 cifre. IDNP-ul este indicat în buletinul de identitate, IDNO-ul în extrasul de înregistrare al organizației.',
    wrong: 'Acesta nu este numărul destinatarului comenzii. Verificați cele 13 cifre.',
    wait: (minutes) =>
      `Prea multe numere greșite pentru această comandă. Încercați din nou peste ${counted(minutes, 'minut', 'minute')}.`,
    followWhy: 'Pentru a vedea detaliile, introduceți numărul destinatarului indicat în comandă.',
  },
  order: {
    title: 'Comandați livrarea',
    from: 'Prestator',
    service: 'Serviciu',
    number: 'Comanda',
    receiver: 'Destinatar',
    contact: 'Contact',
    goods: 'Ce se livrează',
    unnamedGoods: 'Colet',
    pieces: (count) => counted(count, 'bucată', 'bucăți'),
    holder: 'Eliberat pentru',
    readyAt: 'Va fi gata la',
    addUntil: 'Livrarea poate fi adăugată până la',
    amount: 'Suma comenzii',
    alreadyPaid: 'achitată deja',
    choose: 'Alegeți livrarea',
  },
  obstacles: {
    no_delivery: {
      title: 'Acest serviciu nu are livrare aici',
      advice:
        'Prestatorul nu oferă livrarea acestui serviciu prin MDelivery. Întrebați prestatorul cum îl puteți primi.',
    },
    cancelled: {
      title: 'Comanda a fost anulată',
      advice: 'Prestatorul a anulat comanda, de aceea livrarea nu mai poate fi adăugată.',
    },
    expired: {
      title: 'Comanda a expirat',
      advice: 'Comanda nu mai este valabilă la prestator, de aceea livrarea nu mai poate fi adăugată.',
    },
    under_way: {
      title: 'Comanda este deja pe drum',
      advice: 'Livrarea acestei comenzi a fost stabilită mai devreme. Prestatorul vă poate spune în ce stadiu este.',
    },
    too_late: {
      title: 'Este prea târziu pentru a adăuga livrarea',
      advice:
        'Termenul în care livrarea putea fi adăugată a expirat. Ridicați comanda de la prestator sau întrebați acolo.',
    },
  },
  address: {
    title: 'Unde livrăm?',
    why: 'Câmpurile fără „opțional” sunt obligatorii.',
    fields: {
      city: 'Localitatea',
      region: 'Raionul',
      street: 'Strada și numărul casei',
      apartment: 'Apartamentul',
      postalCode: 'Codul poștal',
      phone: 'Numărul de telefon',
    },
    hints: {
      region: 'Ajută atunci când mai multe localități au același nume.',
      phone: 'Curierul sună la acest număr când ajunge, de exemplu 069 123 456.',
    },
    knownPhone: (end) => `Lăsați gol pentru a fi sunat la numărul din comandă, care se termină în ${end}.`,
    optional: 'opțional',
    flat: (number) => `ap. ${number}`,
    faulty: 'Vă rugăm să corectați:',
    faults: {
      missing: (field) => `${field}: completați acest câmp.`,
      too_long: (field) => `${field}: textul este prea lung.`,
      malformed: (field) => `${field}: valoarea nu pare corectă.`,
      unknown_place: (field) => `${field}: nu am găsit acest loc pe hartă. Verificați denumirea sau indicați raionul.`,
    },
  },
  offer: {
    title: 'Alegeți livrarea',
    to: 'Livrăm la',
    map: 'Harta împrejurimilor adresei dumneavoastră',
    mapNote: 'Locul este aproximativ. Curierul se orientează după adresa introdusă de dumneavoastră.',
    choose: 'Curier',
    between: (dates) => `Ajunge ${dates}`,
    missing: 'Alegeți una dintre oferte.',
    changed: 'Oferta aleasă nu mai este valabilă. Vă rugăm să alegeți din nou.',
    none: {
      title: 'Momentan nimeni nu livrează acolo',
      advice: 'Am întrebat toți curierii și niciunul nu oferă acum livrarea acestei comenzi la această adresă.',
    },
    noneHints: [
      'Verificați dacă adresa este corectă sau alegeți alta, de exemplu la serviciu.',
      'Încercați mai târziu: poate un curier nu a putut fi contactat.',
      'Ridicați comanda de la prestator.',
    ],
    otherAddress: 'Altă adresă',
  },
  confirm: {
    title: 'Verificați și confirmați',
    goods: 'Comanda',
    delivery: 'Livrarea',
    total: 'Total de plată',
    paidTotal: 'Total achitat',
    carrier: 'Curier',
    to: 'Adresa',
    phone: 'Telefon',
    dates: 'Livrare estimată',
    thenPay: 'În continuare achitați comanda și livrarea împreună, prin MPay.',
    thenPayThere: (provider) => `În continuare reveniți la ${provider} pentru plată.`,
    thenNothing: 'Nu aveți nimic de plătit.',
    button: 'Confirmă livrarea',
    buttonPay: 'Confirmă și treci la plată',
  },
  follow: {
    title: (number) => `Livrarea ${number}`,
    statuses: {
      awaiting_payment: { title: 'În așteptarea plății', advice: 'Livrarea se organizează imediat ce este achitată.' },
      paid: { title: 'Achitată', advice: 'Vă mulțumim. Prestatorul pregătește acum comanda.' },
      processing: { title: 'Se pregătește', advice: 'Prestatorul pregătește comanda dumneavoastră.' },
      cancelled: { title: 'Anulată', advice: 'Această livrare nu va avea loc. Suma achitată va fi restituită.' },
      expired: {
        title: 'Expirată',
        advice: 'Livrarea nu a fost achitată la timp sau comanda s-a încheiat la prestator.',
      },
      ready: { title: 'Gata de expediere', advice: 'Comanda este ambalată. Stabilim detaliile cu curierul.' },
      awaiting_pickup: { title: 'Se așteaptă curierul', advice: 'Curierul va prelua comanda în curând.' },
      delivering: { title: 'Pe drum', advice: 'Comanda dumneavoastră este la curier.' },
      delivered: { title: 'Livrată', advice: 'Vă rugăm să confirmați că ați primit-o.' },
      confirmed: { title: 'Primită', advice: 'Ați confirmat primirea. Vă mulțumim.' },
      problem: { title: 'A apărut o problemă', advice: 'Livrarea întârzie. Lucrăm la soluționarea problemei.' },
      returning: { title: 'Se returnează', advice: 'Comanda nu a putut fi livrată și se întoarce la prestator.' },
      returned: { title: 'Returnată', advice: 'Comanda a ajuns înapoi la prestator.' },
    },
    milestones: {
      placed: 'Plasată',
      paid: 'Achitată',
      ready: 'Pregătită',
      delivering: 'Pe drum',
      delivered: 'Livrată',
    },
    history: 'Istoric',
    steps: {
      placed: 'Livrarea a fost comandată',
      reassigned: 'Încredințată altui curier',
      refund_due: 'Urmează restituirea banilor',
      awaiting_payment: 'În așteptarea plății',
      paid: 'Achitată',
      processing: 'Se pregătește',
      cancelled: 'Anulată',
      expired: 'Expirată',
      ready: 'Gata de expediere',
      awaiting_pickup: 'Se așteaptă curierul',
      delivering: 'Predată curierului',
      delivered: 'Livrată',
      confirmed: 'Primire confirmată',
      problem: 'Problemă',
      returning: 'Se returnează',
      returned: 'Returnată prestatorului',
    },
    details: 'Detalii',
    track: 'Urmăriți la curier',
    payUntil: (date) => `Vă rugăm să achitați până la ${date}.`,
    pay: (amount) => `Achită ${amount}`,
    payThere: (provider) => `Achită la ${provider}`,
    noPayment: 'Plata nu este posibilă momentan. Vă rugăm să reveniți mai târziu.',
    received: 'Am primit comanda',
    receivedWhy: 'Confirmați doar când comanda este la dumneavoastră.',
    private: 'Detaliile acestei livrări sunt afișate doar destinatarului. Deschideți-o prin linkul prestatorului.',
    refresh: 'Reîncarcă',
    keep: 'Păstrați adresa acestei pagini: aici vedeți în ce stadiu este livrarea.',
    says: 'Mesaj',
    done: 'îndeplinit',
    now: 'acum',
  },
  faults: {
    incomplete_link: {
      title: 'Linkul este incomplet',
      advice: 'Nu este indicată comanda. Reveniți pe site-ul prestatorului și alegeți livrarea de acolo.',
    },
    unknown_service: {
      title: 'Nu cunoaștem acest serviciu',
      advice: 'Niciun prestator nu oferă momentan acest serviciu prin MDelivery. Reveniți pe site-ul prestatorului.',
    },
    unknown_order: {
      title: 'Prestatorul nu cunoaște această comandă',
      advice: 'Verificați linkul sau reveniți pe site-ul prestatorului și alegeți livrarea de acolo.',
    },
    unknown_number: { title: 'Nu există o astfel de livrare', advice: 'Verificați numărul din adresa acestei pagini.' },
    provider_silent: {
      title: 'Prestatorul nu răspunde acum',
      advice:
        'Momentan nu putem citi comanda. Nu este vina dumneavoastră și nimic nu s-a pierdut. Încercați peste un minut.',
    },
    provider_setup: {
      title: 'Comanda nu poate fi preluată',
      advice: 'Prestatorul nu ne-a comunicat de unde trebuie ridicată comanda. Vă rugăm să anunțați prestatorul.',
    },
    session_over: {
      title: 'Vă rugăm să începeți din nou',
      advice:
        'Ați lipsit prea mult sau browserul nu păstrează module cookie. Deschideți din nou livrarea de pe site-ul prestatorului.',
    },
    bad_form: {
      title: 'Formularul nu a putut fi citit',
      advice:
        'Nu a fost trimis de pe pagina noastră sau pagina era prea veche. Reveniți, reîncărcați pagina și trimiteți din nou.',
    },
    too_many: {
      title: 'Prea multe cereri',
      advice: 'Din rețeaua dumneavoastră vin multe cereri. Așteptați un minut și încercați din nou.',
    },
    too_early: {
      title: 'Acum nu este posibil',
      advice: 'Livrarea s-a schimbat între timp. Deschideți din nou pagina ei pentru a vedea în ce stadiu este.',
    },
    unavailable: { title: 'Revenim în curând', advice: 'Pagina nu este disponibilă acum. Încercați peste un minut.' },
    ours: { title: 'A apărut o eroare la noi', advice: 'Nu este vina dumneavoastră. Încercați peste un minut.' },
  },
};
