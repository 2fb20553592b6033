// Blocking: somebody in some networks answers in place of the service, breaks connections off, or lets nothing through.
import { outcomeWord } from '../outcome-words.ts'
import { shareOf, strongSigns, type Witness, weakSigns } from '../pattern.ts'
import { aCountryOfItsOwn, type Case, countriesOf, type Scene, when, withPattern } from './scene.ts'

export function blocking(scene: Scene): Case {
  const { able, well, data } = scene
  const w = data.weights.blocking
  const strong = able.filter((one) => one.strong > 0)
  const weak = withPattern(scene, 'interfered').filter((one) => one.strong === 0)
  const signed = [...strong, ...weak]
  const silent = withPattern(scene, 'cut-off')
  const country = aCountryOfItsOwn(signed.length > 0 ? signed : silent, scene)
  const silentCountry = signed.length === 0 && silent.length > 0 ? country : null
  const some = signed.length > 0
  return {
    kind: 'blocking',
    for: [
      when(strong.length > 0, w.signs, `${signsOf(strong)}.`),
      when(
        able.some(({ page }) => page),
        w.page,
        'The page that comes says that it is withheld.',
      ),
      when(
        (some || silentCountry !== null) && well.length > 0,
        w.elsewhere,
        `It is well from ${well.map(({ view }) => view.vantage).join(', ')}.`,
      ),
      when(strong.length === 0 && weak.length > 0, w.weak, `${signsOf(weak)}.`),
      when(some && country !== null && well.length > 0, w.country, `It is so in several networks of ${country} only.`),
      when(
        silentCountry !== null && well.length > 0,
        w.silent,
        `Several networks of ${silentCountry} let nothing through, and only those.`,
      ),
    ],
    against: [
      when(!some && silentCountry === null, w.none, 'Nobody answers in its place or breaks connections off.'),
      when(
        some && signed.length === able.length && countriesOf(signed).length > 1,
        w.everywhere,
        'It is so in every country that was heard.',
      ),
      when(strong.length === 0 && some && well.length === 0, w.nobodyWell, 'A service that is broken does the same.'),
    ],
    next: 'Ask another resolver for the name, and greet the same machine with another name: a filter acts on the name.',
  }
}

function signsOf(witnesses: readonly Witness[]): string {
  return witnesses
    .map(({ view }) => {
      const [sign] = [...strongSigns, ...weakSigns]
        .map((one) => ({ one, share: shareOf(view.service, [one]) }))
        .sort((a, b) => b.share - a.share)
      return `${view.vantage}: ${sign && sign.share > 0 ? outcomeWord(sign.one) : 'interfered with'}`
    })
    .join('; ')
}
