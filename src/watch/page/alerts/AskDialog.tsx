// Asking a question of everything that comes in, or changing one.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { Picks } from '#web/kit/Picks.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { changeRequirement, type Query, setRequirement } from '../../api.ts'
import { linesOf } from '../lines.ts'
import { useTopics } from '../topics.ts'
import type { ShownRequirement } from './Requirements.tsx'

export function AskDialog({ asked, onClose }: { asked?: ShownRequirement; onClose: () => void }): ReactNode {
  const asking = useTell(setRequirement)
  const changing = useTell(changeRequirement)
  const vocabulary = useVocabulary({ grouped: true })
  const topics = useTopics(true)
  const before = asked?.state
  const [question, setQuestion] = useState(before?.question ?? '')
  const [query, setQuery] = useState<Query>(before?.query ?? {})
  const [names, setNames] = useState((before?.query.names ?? []).join('\n'))
  const [words, setWords] = useState((before?.query.words ?? []).join('\n'))
  const [priority, setPriority] = useState(String(before?.priority ?? 2))
  const [until, setUntil] = useState(toTyped(before?.until))
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })

  async function send(): Promise<void> {
    const end = fromTyped(until)
    const told = {
      question: question.trim(),
      query: cleanQuery({ ...query, names: linesOf(names), words: linesOf(words) }),
      priority: Number(priority),
    }
    if (asked) await changing.tell({ id: asked.id, version: asked.version, ...told, until: end ?? null })
    else await asking.tell({ ...told, ...(end ? { until: end } : {}), marking: cleanMarking(marking) })
    toast(
      asked ? say('Changed. It looks at what comes in from now on.') : say('Asked of all that comes in from now on.'),
    )
    onClose()
  }
  return (
    <Dialog title={asked ? say('Change the question') : say('Ask a question')} open wide onClose={onClose}>
      <Form
        submit={asked ? say('Keep it') : say('Ask it')}
        pending={asking.pending || changing.pending}
        error={asking.error ?? changing.error}
        onSubmit={send}
      >
        <TextField
          label={say('What do you need to know?')}
          value={question}
          onChange={setQuestion}
          required
          minLength={3}
          maxLength={300}
          autoFocus
          placeholder={say('Is any water utility in the Union under attack?')}
        />
        <p className="small quiet">
          {say('All that you name below must hold; of several in one field, one is enough. Name at least one thing.')}
        </p>
        <div className="columns">
          <Picks
            label={say('Topics')}
            optional
            values={query.topics ?? []}
            choices={topics}
            onChange={(chosen) => setQuery({ ...query, topics: chosen })}
          />
          <Picks
            label={say('Sectors (NIS2)')}
            optional
            values={query.sectors ?? []}
            choices={vocabulary.sectors}
            onChange={(sectors) => setQuery({ ...query, sectors })}
          />
          <Picks
            label={say('Countries')}
            optional
            values={query.countries ?? []}
            choices={vocabulary.countries}
            onChange={(countries) => setQuery({ ...query, countries })}
          />
        </div>
        <div className="columns">
          <TextField
            label={say('Names')}
            optional
            lines={2}
            hint={say('Persons, organisations, products. One a line.')}
            value={names}
            onChange={setNames}
          />
          <TextField
            label={say('Words of the text')}
            optional
            lines={2}
            hint={say('Words or phrases, one a line; word* for a beginning.')}
            value={words}
            onChange={setWords}
          />
        </div>
        <CheckField
          label={say('Only what tells of an incident')}
          value={query.incident ?? false}
          onChange={(incident) => setQuery({ ...query, incident })}
        />
        <RadioField
          label={say('Priority')}
          inline
          value={priority}
          onChange={setPriority}
          choices={[
            { value: '1', label: '1', hint: say('pressing') },
            { value: '2', label: '2', hint: say('normal') },
            { value: '3', label: '3', hint: say('when there is time') },
          ]}
        />
        <TextField
          label={say('Until')}
          optional
          type="datetime-local"
          hint={say('In your own time. Empty: until somebody puts it to rest.')}
          value={until}
          onChange={setUntil}
        />
        {asked ? null : (
          <details className="more-fields">
            <summary>{say('Its marking (TLP:{tlp})', { tlp: marking.tlp })}</summary>
            <MarkingPicker value={marking} onChange={setMarking} />
          </details>
        )}
      </Form>
    </Dialog>
  )
}

/** Lists that name nothing are left out: they ask for nothing. */
function cleanQuery({ topics, sectors, countries, names, words, incident }: Query): Query {
  return {
    ...(topics?.length ? { topics } : {}),
    ...(sectors?.length ? { sectors } : {}),
    ...(countries?.length ? { countries } : {}),
    ...(names?.length ? { names } : {}),
    ...(words?.length ? { words } : {}),
    ...(incident ? { incident } : {}),
  }
}
