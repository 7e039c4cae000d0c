/** Towns of Moldova as they are written in Russian: the gazetteer knows them by their Romanian names alone. */

const romanian: Readonly<Record<string, string>> = {
  кишинев: 'Chișinău',
  бельцы: 'Bălți',
  бэлць: 'Bălți',
  тирасполь: 'Tiraspol',
  бендеры: 'Bender',
  рыбница: 'Rîbnița',
  кагул: 'Cahul',
  унгены: 'Ungheni',
  сорока: 'Soroca',
  сороки: 'Soroca',
  оргеев: 'Orhei',
  дубоссары: 'Dubăsari',
  комрат: 'Comrat',
  чадырлунга: 'Ceadîr-Lunga',
  страшены: 'Strășeni',
  каушаны: 'Căușeni',
  дрокия: 'Drochia',
  единцы: 'Edineț',
  яловены: 'Ialoveni',
  хынчешты: 'Hîncești',
  сынжерея: 'Sîngerei',
  тараклия: 'Taraclia',
  фалешты: 'Fălești',
  флорешты: 'Florești',
  чимишлия: 'Cimișlia',
  резина: 'Rezina',
  новыеанены: 'Anenii Noi',
  аненийной: 'Anenii Noi',
  калараш: 'Călărași',
  ниспорены: 'Nisporeni',
  рышканы: 'Rîșcani',
  глодяны: 'Glodeni',
  бричаны: 'Briceni',
  окница: 'Ocnița',
  дондюшаны: 'Dondușeni',
  шолданешты: 'Șoldănești',
  теленешты: 'Telenești',
  криуляны: 'Criuleni',
  леова: 'Leova',
  кантемир: 'Cantemir',
  басарабяска: 'Basarabeasca',
  штефанводэ: 'Ștefan Vodă',
  вулканешты: 'Vulcănești',
  дурлешты: 'Durlești',
  кодру: 'Codru',
  крикова: 'Cricova',
  ватра: 'Vatra',
  вадуллуйводэ: 'Vadul lui Vodă',
  сынжера: 'Sîngera',
};

/** As they are typed, without case, blanks and `ё`. */
export const russianNames: readonly string[] = Object.keys(romanian);

/** The name by which a town is sought; one that is not in the list stays as it is. */
export function romanianName(town: string): string {
  const letters = town
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/^\s*(г\.|гор\.|г\s|город\s)/, '');
  const name = letters.replaceAll(/[^а-я]/g, '');
  return Object.hasOwn(romanian, name) ? (romanian[name] ?? town) : town;
}
