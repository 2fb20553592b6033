// Text and facts side by side, or as two tabs where there is no room: what is chosen on one side is shown on the other.
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import type { itemVersion } from '../../api.ts'
import { Versions } from '../Versions.tsx'
import { topicWord } from '../words.ts'
import { FactGroups } from './FactGroups.tsx'
import { CorrectDate, Limits, NeedsDate, WhatItTells } from './Findings.tsx'
import { factsOf } from './facts-of.ts'
import type { ShownItem } from './ItemPage.tsx'
import { Origin } from './Origin.tsx'
import { bringIntoView } from './panes.ts'
import { Suggestions } from './Suggestions.tsx'
import { TextPane } from './TextPane.tsx'
import { useFactKeys } from './use-fact-keys.ts'
import { useJudging } from './use-judging.ts'

export interface ReadingProps {
  item: ShownItem
  document: OutputOf<typeof itemVersion>
  shown: number
  newest: number
  onShow: (version: number) => void
}

export function Reading({ item, document, shown, newest, onShow }: ReadingProps): ReactNode {
  const { country, sector } = useVocabulary()
  const facts = useMemo(
    () => factsOf(document.state, { country, sector, topic: topicWord }),
    [document.state, country, sector],
  )
  const judging = useJudging(item.id, document.id, shown === newest)
  const [{ pane, fact: linked }, choose] = useChoices('pane', 'fact')
  const [hovered, setHovered] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string | null>(linked ?? null)
  const textPane = useRef<HTMLDivElement>(null)
  const factPane = useRef<HTMLDivElement>(null)
  const { state } = document
  const waiting = state.times.filter((time) => time.floating && time.value === null).length

  // The address follows what is chosen, so that a fact can be sent to somebody.
  useEffect(() => {
    if ((linked ?? null) !== chosen) choose({ fact: chosen ?? undefined })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page opens with a fact in its address.
  useEffect(() => {
    if (linked) show(linked, 'both')
  }, [])

  function show(id: string, where: 'text' | 'facts' | 'both'): void {
    // After the next drawing: a fact that opens takes more room.
    requestAnimationFrame(() => {
      if (where !== 'facts') bringIntoView(textPane.current, `[data-facts~="${CSS.escape(id)}"]`)
      if (where !== 'text') bringIntoView(factPane.current, `[data-fact="${CSS.escape(id)}"]`)
    })
  }

  function choosing(id: string | null, from: 'text' | 'facts' | 'keys'): void {
    setChosen(id)
    if (id === null) return
    if (from === 'text') choose({ fact: id, pane: 'facts' })
    show(id, from === 'keys' ? 'both' : from === 'text' ? 'facts' : 'text')
    if (from === 'keys') {
      requestAnimationFrame(() =>
        factPane.current
          ?.querySelector<HTMLElement>(`[data-fact="${CSS.escape(id)}"] > button`)
          ?.focus({ preventScroll: true }),
      )
    }
  }

  const acts = useFactKeys({ facts, chosen, judging, item, state, onChoose: (id) => choosing(id, 'keys') })
  const groups = {
    facts,
    state,
    item,
    judging,
    acts,
    hovered,
    chosen,
    onHover: (id: string | null) => {
      setHovered(id)
      if (id) show(id, 'text')
    },
    onChoose: (id: string | null) => choosing(id, 'facts'),
    onShowInText: (id: string) => {
      choose({ pane: undefined })
      show(id, 'text')
    },
  }
  return (
    <div className="reading" data-pane={pane === 'facts' ? 'facts' : 'text'}>
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('What is shown')} className="segments pane-switch">
        <button type="button" aria-pressed={pane !== 'facts'} onClick={() => choose({ pane: undefined })}>
          {say('Text')}
        </button>
        <button type="button" aria-pressed={pane === 'facts'} onClick={() => choose({ pane: 'facts' })}>
          {sayCount(facts.length, '{n} fact', '{n} facts')}
        </button>
      </div>
      <TextPane
        ref={textPane}
        state={state}
        facts={facts}
        judging={judging}
        hovered={hovered}
        chosen={chosen}
        onHover={(id) => {
          setHovered(id)
          if (id) show(id, 'facts')
        }}
        onChoose={(id) => choosing(id, 'text')}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached from the keyboard. */}
      <section className="facts-pane" ref={factPane} aria-label={say('Facts')} tabIndex={0}>
        <WhatItTells state={state} />
        <NeedsDate item={item} waiting={waiting} />
        <FactGroups {...groups} />
        <Versions item={item} shown={shown} onShow={onShow} />
        <Origin item={item} state={state} shown={shown}>
          <CorrectDate item={item} />
        </Origin>
        <Suggestions {...groups} />
        <Limits state={state} />
      </section>
    </div>
  )
}
