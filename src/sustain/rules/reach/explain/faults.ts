// Faults of the way: between one network and the service, or at the place that looks.
import { failedShare } from '../pattern.ts'
import { aCountryOfItsOwn, type Case, networksOf, places, type Scene, when, withPattern } from './scene.ts'

export function pathFault(scene: Scene): Case {
  const { able, well, data } = scene
  const w = data.weights['path-fault']
  const lost = withPattern(scene, 'cut-off', 'failing', 'strained').filter(({ strong }) => strong === 0)
  const some = lost.length > 0
  const country = aCountryOfItsOwn(withPattern(scene, 'cut-off'), scene)
  const controls = lost.some(({ view }) => view.control.tries > 0 && failedShare(view.control) === 0)
  return {
    kind: 'path-fault',
    for: [
      when(some && well.length > 0, w.some, `It is lost or late from ${names(lost)}, and well from ${names(well)}.`),
      when(
        some && well.length > 0 && networksOf(lost) === 1,
        w.network,
        `Of ${places(scene.witnesses)} only one has trouble.`,
      ),
      when(some && controls, w.controls, 'Other services are reached from there: only the way to this one is broken.'),
    ],
    against: [
      when(!some, w.none, 'Nowhere is it merely lost or late.'),
      when(some && networksOf(lost) > scene.witnesses / 2, w.most, 'More than half of the networks have trouble.'),
      when(country !== null && well.length > 0, w.country, `Several networks of ${country} fail alike, no others.`),
      when(
        able.some(({ strong }) => strong > 0),
        w.signs,
        'Somebody answers in its place or breaks connections off.',
      ),
      when(some && well.length === 0, w.nobodyWell, 'From no place that was heard is it well.'),
      when(
        withPattern(scene, 'capped').length > 0,
        w.capped,
        'The rate stands at one value, which a fault does not do.',
      ),
    ],
    next: 'Trace the way from that network, and look from a second place in it.',
  }
}

export function vantageFault(scene: Scene): Case {
  const { able, blind, bad, well, data } = scene
  const w = data.weights['vantage-fault']
  const some = blind.length > 0
  return {
    kind: 'vantage-fault',
    for: [
      when(some && able.length === 0, w.all, `From ${names(blind)} the controls fail too.`),
      when(some && able.length > 0, w.some, `From ${names(blind)} the controls fail too, from ${names(able)} not.`),
      when(some && well.length > 0 && bad.length === 0, w.othersWell, `It is well from ${names(well)}.`),
    ],
    against: [
      when(!some, w.none, 'The controls are reached from every place.'),
      when(some && bad.length > 0, w.othersBad, `From ${names(bad)} it has trouble that the controls have not.`),
    ],
    next: 'Look at the place that probes: its line, its resolver, its clock.',
  }
}

function names(list: Scene['able']): string {
  return list.map(({ view }) => view.vantage).join(', ')
}
