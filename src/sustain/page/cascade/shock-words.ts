// A shock in words: `Orbit Ltd (all of it) withdraws after 24 h of notice`.
import { say } from '#web/say.ts'
import type { Hit, Shock } from '../../model/analysis.ts'
import { layerWord, minutesWord, percent } from '../words.ts'

export function hitWord(hit: Hit, names: ReadonlyMap<string, string>, country: (code: string) => string): string {
  const parts = [
    hit.part ? (names.get(hit.part) ?? say('a part that is not shown')) : '',
    hit.behind ? say('all of {name}', { name: hit.behind }) : '',
    hit.country ? say('all under the law of {country}', { country: country(hit.country) }) : '',
    hit.standsIn ? say('all that stands in {country}', { country: country(hit.standsIn) }) : '',
    hit.layer ? say('the layer {layer}', { layer: layerWord(hit.layer) }) : '',
  ]
  return parts.filter(Boolean).join(', ')
}

export function shockWord(shock: Shock, names: ReadonlyMap<string, string>, country: (code: string) => string): string {
  const { kind, level = 0, at = 0, notice = 0, lasts } = shock
  const does = {
    fails: say('fails'),
    throttles: say('goes on at {level}', { level: percent(level) }),
    withdraws: notice > 0 ? say('withdraws with {span} of notice', { span: minutesWord(notice) }) : say('withdraws'),
  }[kind]
  return [
    `${hitWord(shock.hits, names, country)} ${does}`,
    at > 0 ? say('after {span}', { span: minutesWord(at) }) : '',
    lasts === undefined ? '' : say('for {span}', { span: minutesWord(lasts) }),
  ]
    .filter(Boolean)
    .join(' ')
}
