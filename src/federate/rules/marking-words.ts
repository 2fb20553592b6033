// Labels of the Traffic Light Protocol as others write them, in both versions, to ours and back. Nothing ever loosens on the way.
import { type Pap, papLabels, type Tlp, tlpLabels } from '#kernel/marking.ts'

/** Letters of other widths and characters that nobody sees must not hide a label. */
function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/[\p{Cf}\s_]/gu, '')
    .toUpperCase()
}

/**
 * The label of any spelling ('TLP:WHITE', 'tlp:amber+strict', 'TLP 2.0: Amber'). Version 1 let AMBER reach clients as version 2 does;
 * what is not known counts as RED, for its author may have meant that.
 */
export function tlpFromWords(words: string): Tlp {
  const label = plain(words).replace(/^TLP(?:V?[12](?:\.0)?)?[:=-]?/, '')
  if (label === 'WHITE') return 'CLEAR'
  if (label === 'AMBERSTRICT' || label === 'AMBER-STRICT') return 'AMBER+STRICT'
  return tlpLabels.find((known) => known === label) ?? 'RED'
}

/** Whether these words are about the Traffic Light Protocol at all, however they are written. */
export function isTlpWord(words: string): boolean {
  return /^TLP(?:V?[12](?:\.0)?)?(?:[:=-]|$)/.test(plain(words))
}

/** Version 1 has no AMBER+STRICT: what may not reach clients becomes RED there, for AMBER would let it. */
export function tlpVersion1(tlp: Tlp): 'TLP:WHITE' | 'TLP:GREEN' | 'TLP:AMBER' | 'TLP:RED' {
  if (tlp === 'CLEAR') return 'TLP:WHITE'
  return tlp === 'AMBER+STRICT' ? 'TLP:RED' : `TLP:${tlp}`
}

/** Of several labels on one object the strictest counts. None at all: the default, AMBER+STRICT. */
export function strictestTlp(labels: readonly Tlp[]): Tlp {
  let found = -1
  for (const label of labels) found = Math.max(found, tlpLabels.indexOf(label))
  return tlpLabels[found] ?? 'AMBER+STRICT'
}

/** Permissible Actions in any spelling; WHITE is the first version's CLEAR. What is not known permits least. */
export function papFromWords(words: string): Pap {
  const label = plain(words).replace(/^PAP[:=-]?/, '')
  if (label === 'WHITE') return 'CLEAR'
  return papLabels.find((known) => known === label) ?? 'RED'
}

export function isPapWord(words: string): boolean {
  return /^PAP(?:[:=-]|$)/.test(plain(words))
}

/** Undefined where nothing was said. */
export function strictestPap(labels: readonly Pap[]): Pap | undefined {
  let found = -1
  for (const label of labels) found = Math.max(found, papLabels.indexOf(label))
  return papLabels[found]
}
