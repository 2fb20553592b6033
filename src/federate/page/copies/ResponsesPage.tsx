// All responses about records that one may read: what others ask and propose, what is due, and what we said to others.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { ResponseRow } from '#web/others/ResponseRow.tsx'
import { kindWords } from '#web/others/words.ts'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import '#web/others/others.css'
import { listResponses } from '../../api/copies.ts'
import { FederateTabs } from '../Tabs.tsx'

const kinds = ['comment', 'sighting', 'proposal', 'request', 'answer'] as const
const stands = [
  { id: undefined, word: 'All' },
  { id: 'open', word: 'Open' },
  { id: 'due', word: 'Due' },
] as const

export function ResponsesPage(): ReactNode {
  const [{ kind, show, whose, after }, choose] = useChoices('kind', 'show', 'whose', 'after')
  const chosen = kinds.find((one) => one === kind)
  const from = (['theirs', 'ours'] as const).find((one) => one === whose)
  const asked = useAsk(
    listResponses,
    {
      ...(chosen ? { kind: chosen } : {}),
      ...(from ? { whose: from } : {}),
      ...(show === 'open' ? { status: 'open' as const } : {}),
      ...(show === 'due' ? { due: true } : {}),
      ...(after ? { after } : {}),
      limit: 50,
    },
    { keep: true, hears: ['federate.response'] },
  )
  const items = asked.data?.items ?? []
  return (
    <Page
      title={say('Responses')}
      wide
      lead={say('What organisations say about each other’s records. It changes nothing by itself.')}
    >
      <FederateTabs />
      <div className="row no-print">
        <Choice
          label={say('Which stand')}
          chosen={show}
          choices={stands}
          onChoose={(next) => choose({ show: next, after: undefined })}
        />
        <Choice
          label={say('Whose')}
          chosen={from}
          choices={[
            { id: undefined, word: 'Anybody’s' },
            { id: 'theirs', word: 'From others' },
            { id: 'ours', word: 'Ours' },
          ]}
          onChoose={(next) => choose({ whose: next, after: undefined })}
        />
        <SelectField
          label={say('Which kind')}
          hideLabel
          none={say('Every kind')}
          value={chosen ?? ''}
          onChange={(next) => choose({ kind: next || undefined, after: undefined })}
          choices={kinds.map((one) => ({ value: one, label: say(kindWords[one] ?? one) }))}
        />
      </div>
      {asked.isPending ? <Skeleton lines={4} tall /> : null}
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data && items.length === 0 ? (
        <Empty title={say('There is no such response that you may read.')}>
          {say(
            'Open a record that came from another organisation, or that was given to one: below it you can ask and answer.',
          )}
        </Empty>
      ) : null}
      <ul className="plain-list">
        {items.map((item) => (
          <ResponseRow key={item.id} item={item} withRecord />
        ))}
      </ul>
      <div className="row no-print">
        {after ? (
          <Button kind="quiet" onPress={() => choose({ after: undefined }, 'push')}>
            {say('To the newest')}
          </Button>
        ) : null}
        {asked.data?.next ? (
          <Button onPress={() => choose({ after: asked.data?.next ?? undefined }, 'push')}>{say('Older ones')}</Button>
        ) : null}
      </div>
    </Page>
  )
}

interface ChoiceProps {
  label: string
  chosen: string | undefined
  choices: readonly { id: string | undefined; word: string }[]
  onChoose: (id: string | undefined) => void
}

function Choice({ label, chosen, choices, onChoose }: ChoiceProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form.
    <div role="group" aria-label={label} className="segments wraps">
      {choices.map(({ id, word }) => (
        <button key={id ?? 'all'} type="button" aria-pressed={chosen === id} onClick={() => onChoose(id)}>
          {say(word)}
        </button>
      ))}
    </div>
  )
}
