// German, French and Spanish times are read in full: absolute, relative, ranges, quarters, limits, and what is no time.
import { describe, expect, test } from 'vitest'
import { findTimes, TIMED_LANGUAGES } from '../times.ts'

const published = '2025-03-11T08:00:00.000Z'
const read = (text: string, language: string, at: string | null = published) =>
  findTimes(text, language, at).map(({ text: words, value }) => `${words} = ${value}`)

const german: [string, string][] = [
  ['Der Angriff begann am Montag.', 'Montag = 2025-03-10'],
  ['Gestern fiel das Netz aus.', 'Gestern = 2025-03-10'],
  ['Letztes Jahr stieg die Zahl.', 'Letztes Jahr = 2024'],
  ['Vor drei Tagen wurde es entdeckt.', 'Vor drei Tagen = 2025-03-08'],
  ['Er will innerhalb von 24 Stunden berichten.', 'innerhalb von 24 Stunden = 2025-03-12T08:00Z'],
  ['Bis 2030 sollen es 15.000 sein.', 'Bis 2030 = 2030'],
  ['Im vierten Quartal sank der Umsatz.', 'vierten Quartal = 2024-Q4'],
  ['In der Nacht zum Dienstag fiel der Strom aus.', 'In der Nacht zum Dienstag = 2025-03-11'],
  ['Das Gericht wird am Freitag entscheiden.', 'Freitag = 2025-03-14'],
  ['Das Unternehmen teilte am Dienstag mit, dass es prüft.', 'Dienstag = 2025-03-11'],
  ['Am 31. Januar vergangenen Jahres waren es mehr.', '31. Januar vergangenen Jahres = 2024-01-31'],
  ['Am vergangenen Wochenende war alles ruhig.', 'vergangenen Wochenende = 2025-03-08/2025-03-09'],
  [
    'Es geschah zwischen November und Dezember vergangenen Jahres.',
    'November und Dezember vergangenen Jahres = 2024-11/2024-12',
  ],
  ['Vom 3. bis 5. März 2025 tagte der Rat.', '3. bis 5. März 2025 = 2025-03-03/2025-03-05'],
  ['Am Montag, dem 10. März 2025, begann es.', 'Montag, dem 10. März 2025 = 2025-03-10'],
  ['Bis zum Jahresende soll es fertig sein.', 'Bis zum Jahresende = 2025-12-31'],
  ['In den letzten zwei Jahren stieg die Zahl.', 'In den letzten zwei Jahren = 2023-03-11/2025-03-11'],
  ['Es begann gegen 10:30 Uhr MEZ.', '10:30 Uhr MEZ = 2025-03-11T09:30Z'],
  ['In den kommenden Wochen folgt mehr.', 'In den kommenden Wochen = null'],
  ['Im ersten Halbjahr 2024 war es mehr.', 'ersten Halbjahr 2024 = 2024-H1'],
]
const french: [string, string][] = [
  ["L'attaque a commencé lundi.", 'lundi = 2025-03-10'],
  ['Lundi dernier, le réseau est tombé.', 'Lundi dernier = 2025-03-10'],
  ['Hier soir, le site était inaccessible.', 'Hier soir = 2025-03-10'],
  ["Le 31 janvier de l'année dernière, ils étaient plus nombreux.", "31 janvier de l'année dernière = 2024-01-31"],
  ["L'année dernière, le chiffre a doublé.", "L'année dernière = 2024"],
  ['Il y a trois jours, tout marchait.', 'Il y a trois jours = 2025-03-08'],
  ['Un rapport suivra sous 24 heures.', 'sous 24 heures = 2025-03-12T08:00Z'],
  ["Il en veut 15 000 d'ici à 2030.", "d'ici à 2030 = 2030"],
  ['Le chiffre a baissé au quatrième trimestre.', 'quatrième trimestre = 2024-Q4'],
  ['La cour se prononcera vendredi.', 'vendredi = 2025-03-14'],
  ['Cela a duré du 3 au 5 mars 2025.', '3 au 5 mars 2025 = 2025-03-03/2025-03-05'],
  [
    "Entre novembre et décembre de l'année dernière, trois sites ont ouvert.",
    "Entre novembre et décembre de l'année dernière = 2024-11/2024-12",
  ],
  ["La décision est attendue avant la fin de l'année.", "avant la fin de l'année = 2025-12-31"],
  ['Dans la nuit de lundi à mardi, les serveurs ont été chiffrés.', 'Dans la nuit de lundi à mardi = 2025-03-11'],
  ['Au cours des deux dernières années, rien.', 'Au cours des deux dernières années = 2023-03-11/2025-03-11'],
  ['La première vague est arrivée vers 9 h 45 GMT.', '9 h 45 GMT = 2025-03-11T09:45Z'],
  ["C'était fin février.", 'fin février = 2025-02'],
  ['Plus de détails dans les prochaines semaines.', 'dans les prochaines semaines = null'],
]
const spanish: [string, string][] = [
  ['El ataque comenzó el lunes.', 'lunes = 2025-03-10'],
  ['Hace tres días funcionaba todo.', 'Hace tres días = 2025-03-08'],
  ['Ayer por la tarde cayó la red.', 'Ayer por la tarde = 2025-03-10'],
  ['El 31 de enero del año pasado eran más.', '31 de enero del año pasado = 2024-01-31'],
  ['El año pasado fueron más.', 'año pasado = 2024'],
  ['Dará detalles dentro de 24 horas.', 'dentro de 24 horas = 2025-03-12T08:00Z'],
  ['Quiere 15.000 para 2030.', 'para 2030 = 2030'],
  ['Cayó en el cuarto trimestre.', 'cuarto trimestre = 2024-Q4'],
  ['El tribunal decidirá el viernes.', 'viernes = 2025-03-14'],
  ['Duró del 3 al 5 de marzo de 2025.', '3 al 5 de marzo de 2025 = 2025-03-03/2025-03-05'],
  [
    'Ocurrió entre noviembre y diciembre del año pasado.',
    'entre noviembre y diciembre del año pasado = 2024-11/2024-12',
  ],
  ['Habrá una decisión antes de que acabe el año.', 'antes de que acabe el año = 2025-12-31'],
  ['En la madrugada del martes cifraron los servidores.', 'En la madrugada del martes = 2025-03-11'],
  ['La primera oleada llegó a las 09.45 horas GMT.', 'las 09.45 horas GMT = 2025-03-11T09:45Z'],
  ['En los últimos dos años subió.', 'En los últimos dos años = 2023-03-11/2025-03-11'],
  ['Fue a finales de febrero.', 'a finales de febrero = 2025-02'],
  ['Habrá más en las próximas semanas.', 'en las próximas semanas = null'],
]

test('English, German, French and Spanish have a full grammar', () => {
  expect(TIMED_LANGUAGES).toEqual(['en', 'de', 'fr', 'es'])
})

describe.each([
  ['de', german],
  ['fr', french],
  ['es', spanish],
])('in %s', (language, cases) => {
  test.each(cases)('%s', (text, expected) => {
    expect(read(text, language)).toEqual([expected])
  })
})

test.each([
  ['de', 'Binnen zwölf Monaten nach der Annahme ist ein Bericht fällig.'],
  ['fr', "Un rapport est dû dans les douze mois suivant l'adoption."],
  ['es', 'Habrá un informe en un plazo de doce meses a partir de la adopción.'],
])('in %s a limit counted from the adoption keeps its length and names it', (language, text) => {
  for (const at of [null, published]) {
    const [time] = findTimes(text, language, at)
    expect(time).toMatchObject({ kind: 'deadline', value: 'P12M', anchor: 'adoption', floating: false })
  }
})

test.each([
  ['de', 'am Montag, gestern, letztes Jahr, vor drei Tagen, im vierten Quartal, am 27. Februar'],
  ['fr', "lundi, hier, l'année dernière, il y a trois jours, au quatrième trimestre, le 27 février"],
  ['es', 'el lunes, ayer, el año pasado, hace tres días, en el cuarto trimestre, el 27 de febrero'],
])('in %s near times float until the day of publication is known', (language, text) => {
  const times = findTimes(text, language, null)
  expect(times).toHaveLength(6)
  for (const time of times) expect(time).toMatchObject({ value: null, floating: true })
})

test.each([
  [
    'de',
    'Guten Morgen! Der zweite Angriff traf 2000 Mitarbeiter, drei Millionen Nutzer, 1.750 von 18.800. Mai schwieg.',
  ],
  [
    'fr',
    'Mars est une planète. Le second assaut a touché 2000 salariés, deux millions de comptes, 1 750 sur 18 800, sept fois.',
  ],
  ['es', 'El segundo ataque afectó a 2000 empleados, dos millones de cuentas y 1.750 de 18.800. Cada mañana igual.'],
  [
    'en',
    'You may go. The second attack, the march of time, the sun set; 2000 jobs, 1,750 users. May and March resigned.',
  ],
])('in %s numbers and ordinary words are no times', (language, text) => {
  expect(read(text, language)).toEqual([])
})

test.each([
  ['It began in the early hours of Tuesday.', 'the early hours of Tuesday = 2025-03-11'],
  ['It must end by the end of the month.', 'by the end of the month = 2025-03'],
  ['It stopped late on Friday.', 'late on Friday = 2025-03-07'],
  ['It fell in fiscal 2025.', 'fiscal 2025 = 2025'],
  ['Sales rose in H1 2025.', 'H1 2025 = 2025-H1'],
  ['It grew in the past decade.', 'in the past decade = 2015/2025'],
  ['Wait for the next 48 hours.', 'the next 48 hours = 2025-03-13T08:00Z'],
  ['It was mid-2025.', 'mid-2025 = 2025'],
  ['A relic of the 1990s.', 'the 1990s = 199X'],
])('in English: %s', (text, expected) => {
  expect(read(text, 'en')).toEqual([expected])
})
