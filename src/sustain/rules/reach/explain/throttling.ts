// Throttling: it connects quickly and then stays at one rate, for this service only, in some networks, at any hour.
import { spreadOf } from '../flat.ts'
import { rate } from '../outcome-words.ts'
import type { Witness } from '../pattern.ts'
import type { ReachData } from '../reach-data.ts'
import { type Case, countriesOf, networksOf, type Scene, type Weighed, when, withPattern } from './scene.ts'

export function throttling(scene: Scene): Case {
  const { able, data } = scene
  const w = data.weights.throttling
  const capped = withPattern(scene, 'capped')
  const some = capped.length > 0
  const others = able.filter(({ pattern, view }) => pattern !== 'capped' && view.service.transfers > 0)
  const countries = countriesOf(capped)
  const [only] = countries
  const swing = Math.max(0, ...capped.map(({ view }) => view.usual?.swing ?? 0))
  const steady = capped.some(({ view }) => view.usual?.swing != null) && swing < data.dailySwing
  return {
    kind: 'throttling',
    for: [
      when(some, w.capped, `The rate goes flat after a burst: ${levels(capped)}.`),
      controlsAreQuick(capped, w.control, data),
      when(some && constant(capped, data), w.constant, 'It is the same rate from one transfer to the next.'),
      when(some && capped.every((one) => quick(one, data)), w.quick, 'Connections and first bytes come quickly.'),
      when(some && others.length > 0, w.elsewhere, `It is not so from ${namesOf(others)}.`),
      when(countries.length === 1 && networksOf(capped) > 1, w.country, `It is so in several networks of ${only}.`),
      when(some && steady, w.hours, 'It is so at every hour of the day.'),
    ],
    against: [
      when(!some, w.none, 'Nowhere does the rate stand at one value below that of a control.'),
      when(some && capped.every((one) => !quick(one, data)), w.late, 'First bytes come late as well.'),
      when(some && swing >= data.dailySwing, w.swing, 'The rate moves with the hour of the day.'),
      when(
        some && others.length === 0 && countries.length > 1,
        w.everywhere,
        'It is so in every country: the service may hold the rate down itself.',
      ),
    ],
    next: 'Take the same object from the same machine under another name, and from another network of that country.',
  }
}

function levels(capped: readonly Witness[]): string {
  return capped.map(({ view }) => `${rate(view.plateau?.bytesPerSecond ?? 0)} from ${view.vantage}`).join(', ')
}

function namesOf(witnesses: readonly Witness[]): string {
  return witnesses.map(({ view }) => view.vantage).join(', ')
}

function controlsAreQuick(capped: readonly Witness[], weight: number, data: ReachData): Weighed | null {
  const quickest = capped.find(
    ({ view }) => (view.control.bytesPerSecond ?? 0) >= (view.plateau?.bytesPerSecond ?? Infinity) * data.controlTimes,
  )
  if (!quickest) return null
  const { control, vantage } = quickest.view
  return { weight, says: `At the same moment the control comes at ${rate(control.bytesPerSecond ?? 0)} to ${vantage}.` }
}

function constant(capped: readonly Witness[], { flat }: ReachData): boolean {
  const within = capped.every(({ view }) => (view.plateau?.spread ?? 1) <= flat.acrossSpread)
  const between = spreadOf(capped.map(({ view }) => view.plateau?.bytesPerSecond ?? 0))
  return within && between <= flat.acrossSpread && capped.some(({ view }) => view.service.transfers > 1)
}

function quick({ view }: Witness, data: ReachData): boolean {
  const { connectMilliseconds, firstByteMilliseconds } = view.service
  const like = view.control.firstByteMilliseconds ?? view.usual?.firstByteMilliseconds ?? 0
  const most = Math.max(data.leastSlowMilliseconds, like * data.slowTimes)
  return (connectMilliseconds ?? 0) <= data.quickConnectMilliseconds && (firstByteMilliseconds ?? 0) <= most
}
