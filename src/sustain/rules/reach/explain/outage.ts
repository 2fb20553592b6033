// Outage: it fails everywhere, by every method, and nobody on the way has a hand in it.
import { failedShare, shareOf } from '../pattern.ts'
import { type Case, countriesOf, places, type Scene, when, withPattern } from './scene.ts'

export function outage(scene: Scene): Case {
  const { able, well, data } = scene
  const w = data.weights.outage
  // Resets and missing names that everybody sees alike are those of the service itself.
  const dead = able.filter(
    ({ pattern, view, strong }) =>
      strong === 0 &&
      (pattern === 'failing' || pattern === 'cut-off' || failedShare(view.service) >= data.failingShare),
  )
  // One or two that slip through make no service.
  const nearly = able.filter(({ view, strong }) => strong === 0 && failedShare(view.service) >= data.nearlyShare)
  const all = dead.length >= able.length / 2 && dead.length > 0 && nearly.length === able.length
  const partly = withPattern(scene, 'strained').some((one) => !nearly.includes(one))
  const refused = dead.some(({ view }) => shareOf(view.service, ['refused', 'server-error', 'servfail']) > 0.5)
  const controls = dead.some(({ view }) => view.control.tries > 0 && failedShare(view.control) === 0)
  const signed = able.filter(({ strong }) => strong > 0)
  return {
    kind: 'outage',
    for: [
      when(all, w.all, `It fails from everywhere that was heard: ${places(scene.witnesses)}.`),
      when(all && countriesOf(dead).length > 1, w.countries, `It fails in ${countriesOf(dead).join(', ')} alike.`),
      when(all && refused, w.refused, 'Its own machine answers that it does not serve.'),
      when(all && controls, w.controls, 'From the same places the controls are reached.'),
    ],
    against: [
      when(well.length > 0, w.someWell, `It is well from ${well.map(({ view }) => view.vantage).join(', ')}.`),
      when(signed.length > 0, w.signs, 'Somebody answers in its place or breaks connections off.'),
      when(partly, w.partly, 'A part of the probes is answered.'),
      when(withPattern(scene, 'capped').length > 0, w.capped, 'It answers, at a rate that is held down.'),
    ],
    next: 'Ask the operator, and look whether other services at the same addresses fail as well.',
  }
}
