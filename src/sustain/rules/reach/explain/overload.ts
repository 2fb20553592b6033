// Overload: late answers and errors everywhere, of all sizes, with the load and the hour of the day.
import { lateness, shareOf } from '../pattern.ts'
import { type Case, countriesOf, places, type Scene, when, withPattern } from './scene.ts'

export function overload(scene: Scene): Case {
  const { able, well, data } = scene
  const w = data.weights.overload
  const strained = withPattern(scene, 'strained')
  const some = strained.length > 0
  const all = some && well.length === 0 && strained.length > able.length / 2
  const late = strained.filter(({ view }) => lateness(view, data)?.startsWith('Answers begin'))
  const told = able.some(({ view }) => shareOf(view.service, ['server-error', 'timeout']) >= 0.15)
  const follows = strained.some(({ view }) => (view.usual?.swing ?? 0) >= data.dailySwing)
  const flat = withPattern(scene, 'capped').length > 0
  return {
    kind: 'overload',
    for: [
      when(all, w.all, `It is late or fails in part from everywhere that was heard: ${places(scene.witnesses)}.`),
      when(some && !all, w.some, 'It is late or fails in part from some places.'),
      when(late.length > 0, w.later, 'Small answers begin late as well, not only large ones.'),
      when(some && told, w.saysSo, 'The server reports errors of its own, or gives up.'),
      when(follows, w.hours, 'Its rate moves with the hour of the day.'),
      when(countriesOf(strained).length > 1, w.countries, `It is so in ${countriesOf(strained).join(', ')}.`),
    ],
    against: [
      when(flat, w.flat, 'The rate stands at one value; load makes it go up and down.'),
      when(well.length > 0, w.someWell, `It is well from ${well.map(({ view }) => view.vantage).join(', ')}.`),
      when(
        able.some(({ strong }) => strong > 0),
        w.signs,
        'Somebody answers in its place or breaks connections off.',
      ),
      when(!some, w.dead, 'Nowhere is it merely late.'),
    ],
    next: 'Look at it in the quiet hours of the night: load goes away, a cap stays.',
  }
}
