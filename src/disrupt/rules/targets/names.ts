// One spelling for each target, so that two who write it differently mean the same; and what is odd about how a name looks.
import type { TargetKind } from '../../model/targets/target.ts'
import { unicodeOf } from './punycode.ts'

export type Named = { ok: true; name: string; reads: string; oddities: string[] } | { ok: false; why: string }

export function nameTarget(kind: TargetKind, given: string): Named {
  const text = given.trim()
  if (/\p{Cc}/u.test(text)) return { ok: false, why: 'There are control characters in it.' }
  if (kind === 'domain' || kind === 'host') return nameDomain(text)
  if (kind === 'address') return nameAddress(text)
  if (text === '' || text.length > 253) return { ok: false, why: 'A name has 1 to 253 characters.' }
  // Wallets and accounts tell upper and lower case apart.
  return { ok: true, name: text.normalize('NFC'), reads: text.normalize('NFC'), oddities: [] }
}

function nameDomain(text: string): Named {
  const bare = text.replace(/\.$/, '').normalize('NFC')
  if (!URL.canParse(`http://${bare}/`) || /[/@:?#%[\]\\\s]/.test(bare))
    return { ok: false, why: 'It is no domain: give the name alone, such as shop.example.' }
  const name = new URL(`http://${bare}/`).hostname
  if (!/^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+$/.test(name))
    return { ok: false, why: 'It is no domain that could stand in the DNS.' }
  if (/(^|\.)\d+$/.test(name)) return { ok: false, why: 'It is an address, not a domain.' }
  const reads = unicodeOf(name)
  return { ok: true, name, reads, oddities: odditiesOf(reads) }
}

function nameAddress(text: string): Named {
  const six = text.includes(':')
  const url = six ? `http://[${text.replace(/^\[(.*)\]$/, '$1')}]/` : `http://${text}/`
  if (!URL.canParse(url) || (!six && !/^\d{1,3}(\.\d{1,3}){3}$/.test(text)))
    return { ok: false, why: 'It is no IP address.' }
  const name = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
  return { ok: true, name, reads: name, oddities: [] }
}

/** Letters that look like Latin ones; the few that names are forged with. */
const lookAlike: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    һ: 'h',
    і: 'i',
    ј: 'j',
    ӏ: 'l',
    о: 'o',
    р: 'p',
    ԛ: 'q',
    ѕ: 's',
    у: 'y',
    х: 'x',
    ԝ: 'w',
  },
  ...{ α: 'a', ο: 'o', ν: 'v', ρ: 'p', ι: 'i', κ: 'k', υ: 'u', τ: 't', ı: 'i', ɡ: 'g', ա: 'w', օ: 'o', ս: 'u', հ: 'h' },
}

/** How a name looks to somebody who reads quickly: look-alikes are the letters that they look like, marks are gone. */
export function skeletonOf(reads: string): string {
  const plain = reads
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
  return [...plain].map((letter) => lookAlike[letter] ?? letter).join('')
}

const scripts: readonly [string, RegExp][] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
]

export function odditiesOf(reads: string): string[] {
  const found: string[] = []
  for (const label of reads.split('.')) {
    const used = scripts.filter(([, script]) => script.test(label)).map(([name]) => name)
    if (used.length > 1) found.push(`“${label}” has letters of ${used.join(' and ')}.`)
  }
  const looks = skeletonOf(reads)
  if (looks !== reads.toLowerCase() && /^[a-z0-9.-]+$/.test(looks)) found.push(`It looks like ${looks}.`)
  return found
}
