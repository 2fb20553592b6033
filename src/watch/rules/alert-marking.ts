// How an alert is marked: it tells of the item and of the question, so it is never more open than either.
import { type Marking, type MarkingChoice, tlpRank } from '#kernel/marking.ts'

/** For two records of one owner. Where their audiences differ, only the owner's own people see it. */
export function alertMarking(item: Marking, question: Marking): MarkingChoice {
  if (alike(item) === alike(question)) return choice(item)
  if (item.tlp === 'RED' && question.tlp === 'RED') {
    const persons = item.persons.filter((person) => question.persons.includes(person))
    return { ...choice(item), persons, audience: [] }
  }
  const tighter = tlpRank(item.tlp) >= tlpRank(question.tlp) ? item : question
  if (tighter.tlp === 'RED') return choice(tighter)
  return { tlp: 'AMBER+STRICT' }
}

function alike({ tlp, audience, persons, releasableTo }: Marking): string {
  return JSON.stringify([tlp, [...audience].sort(), [...persons].sort(), [...releasableTo].sort()])
}

function choice({ tlp, pap, audience, persons, releasableTo, reason, reviewOn }: Marking): MarkingChoice {
  return {
    tlp,
    audience,
    persons,
    releasableTo,
    ...(pap === undefined ? {} : { pap }),
    ...(reason === undefined ? {} : { reason }),
    ...(reviewOn === undefined ? {} : { reviewOn }),
  }
}
