// What can be done with a fact, by button and by key: j k a r 1 2 3 4 m u o.
import { useTell } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { type Document, rememberName } from '../../api.ts'
import { type NameType, nameTypes } from '../../model.ts'
import type { Fact } from '../spans.ts'
import { nameTypeWord } from './fact-words.ts'
import type { ShownItem } from './ItemPage.tsx'
import type { Judging } from './use-judging.ts'

export interface FactActs {
  accept: (fact: Fact) => void
  reject: (fact: Fact) => void
  retype: (fact: Fact, type: NameType) => void
  /** Settles the name for every text to come; null where this reader may not. */
  remember: ((fact: Fact) => void) | null
  undo: () => void
}

export interface FactKeysProps {
  facts: readonly Fact[]
  chosen: string | null
  judging: Judging
  item: ShownItem
  /** The version that is shown. */
  state: Document
  onChoose: (id: string | null) => void
}

export function useFactKeys({ facts, chosen, judging, item, state, onChoose }: FactKeysProps): FactActs {
  const may = useMay()
  const { asOf } = usePlace()
  const remembering = useTell(rememberName)
  const here = facts.findIndex((fact) => fact.id === chosen)
  const fact = facts[here]

  function step(by: 1 | -1): void {
    const next = facts[here === -1 ? (by === 1 ? 0 : facts.length - 1) : here + by]
    if (next) onChoose(next.id)
  }

  /** On to the next one at once: what is judged is seldom looked at again, and `u` takes it back. */
  function judged(on: Fact, judgement: 'accept' | 'reject'): void {
    const next = facts[facts.indexOf(on) + 1]
    void judging.judge(on, judgement)
    if (chosen === on.id && next && next.kind !== 'suggestion') onChoose(next.id)
  }

  function remember(on: Fact): void {
    const verdict = judging.of(on)
    const rejected = verdict?.verdict === 'rejected'
    const found = state.names?.[on.at[0] ?? -1]
    const type = nameTypes.find((it) => it === verdict?.type) ?? found?.type ?? null
    if (!rejected && type === null) {
      toast(say('Say first what it is: 1 person, 2 organisation, 3 place, 4 product.'))
      return
    }
    const settled = rejected ? { text: on.title, rejected } : { text: on.title, type }
    remembering.tell(settled).then(
      () =>
        toast(
          rejected
            ? say('Remembered: "{name}" is no name, and will not be shown as one again.', { name: on.title })
            : say('Remembered: "{name}" is read as {type} in every text to come.', {
                name: on.title,
                type: nameTypeWord(type).toLowerCase(),
              }),
        ),
      (error) => toast(say(problemOf(error).title)),
    )
  }

  async function undo(): Promise<void> {
    if (await judging.undo()) toast(say('Taken back.'))
  }

  const mayRemember = may(rememberName)
  const acts: FactActs = {
    accept: (on) => judged(on, 'accept'),
    reject: (on) => judged(on, 'reject'),
    retype: (on, type) => void judging.judge(on, 'retype', type),
    remember: mayRemember ? remember : null,
    undo: () => void undo(),
  }

  /** Runs with the chosen fact where it can be judged, and says what is missing where it cannot. */
  function withFact(run: (on: Fact) => void, kinds?: readonly Fact['kind'][]): () => void {
    return () => {
      if (asOf) return
      if (!fact) toast(say('Choose a fact first, with j or k.'))
      else if (kinds && !kinds.includes(fact.kind)) toast(say('That key is for names.'))
      else run(fact)
    }
  }
  const typing = (n: number) =>
    withFact(
      (on) => {
        const type = nameTypes[n - 1]
        if (type && judging.can) acts.retype(on, type)
      },
      ['name'],
    )

  const leave = () => onChoose(null)

  useKeys({
    j: () => step(1),
    k: () => step(-1),
    a: withFact((on) => judging.can && on.kind !== 'suggestion' && acts.accept(on)),
    r: withFact((on) => judging.can && on.kind !== 'suggestion' && acts.reject(on)),
    '1': typing(1),
    '2': typing(2),
    '3': typing(3),
    '4': typing(4),
    m: withFact((on) => mayRemember && remember(on), ['name']),
    u: () => judging.can && acts.undo(),
    o: () => item.state.url && window.open(item.state.url, '_blank', 'noopener,noreferrer'),
    Escape: leave,
  })
  return acts
}
