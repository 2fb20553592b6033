// What goes out says how it is marked here: whoever reads only tags, or only the distribution, is told no less than this node knows.
import { type Marking, tlpRank } from '#kernel/marking.ts'
import { isPapWord, isTlpWord, papFromWords, tlpFromWords } from '../marking-words.ts'
import { tagsOfMarking } from '../tags/machine-tag.ts'
import { isJson, type Json } from './taking.ts'

type Label = Pick<Marking, 'tlp' | 'pap'>

/** The tags of a spelled event or attribute with the label of its record: weaker labels give way, stricter ones stay. */
export function labelled(tags: unknown, marking: Label): Json[] {
  const { tlp, pap } = marking
  const [own, permits] = tagsOfMarking(marking)
  const nameOf = (tag: Json) => (typeof tag.name === 'string' ? tag.name : '')
  const given = Array.isArray(tags) ? tags.filter(isJson) : []
  const kept = given.filter((tag) => !isTlpWord(nameOf(tag)) || tlpRank(tlpFromWords(nameOf(tag))) >= tlpRank(tlp))
  const says = kept.some((tag) => isTlpWord(nameOf(tag)))
  const papSaid = kept.some((tag) => isPapWord(nameOf(tag)) && papFromWords(nameOf(tag)) === pap)
  return [
    ...kept,
    ...(says || own === undefined ? [] : [{ name: own, local: false }]),
    ...(papSaid || permits === undefined ? [] : [{ name: permits, local: false }]),
  ]
}

/**
 * A spelled event as its record is marked. From AMBER on it goes to those who are named and to nobody else: a distribution that would let a
 * server hand it on becomes 0, its own organisation; a sharing group stays one.
 */
export function asMarked(event: Json, marking: Label): Json {
  const closed = tlpRank(marking.tlp) >= tlpRank('AMBER') && event.distribution !== '4'
  return { ...event, Tag: labelled(event.Tag, marking), ...(closed ? { distribution: '0' } : {}) }
}
