// The editor of a scenario: its timeline, a form for each inject, and what the linter says, at once.
import '../exercise.css'
import './editor.css'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useAsk, useSend } from '#web/ask.ts'
import { fetchFile } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { checkScenario, exportScenario, getScenario, importScenario } from '../../api/scenarios.ts'
import type { Scenario } from '../../model/scenario.ts'
import { freeId, moveInject } from '../../rules/scenario/edit.ts'
import type { Finding } from '../../rules/scenario/findings.ts'
import { spanOf } from '../../rules/scenario/moments.ts'
import { emptyContent } from '../ContentFields.tsx'
import { Chosen } from './Chosen.tsx'
import { aboutInject, Findings } from './Findings.tsx'
import { Line } from './Line.tsx'

export function EditorPage(): ReactNode {
  const { ref } = useParams({ strict: false })
  const scenario = ref ?? ''
  const asked = useAsk(getScenario, { scenario }, { timeless: true })
  const back = <Link to="/exercises">{say('Exercises')}</Link>
  if (!asked.data)
    return (
      <Page title={say('Scenario')} above={back} wide>
        {asked.error ? (
          <Problem error={asked.error} onAgain={() => void asked.refetch()} />
        ) : (
          <Skeleton lines={6} tall />
        )}
      </Page>
    )
  return <Editor key={scenario} saved={asked.data.scenario} first={asked.data.findings} />
}

const lintAfterMs = 400
const fileOf = (draft: Scenario) => new Blob([JSON.stringify(draft)], { type: 'application/json' })

/** What the linter says of the draft, a moment after the last change. */
function useLint(draft: Scenario, first: readonly Finding[]) {
  const check = useSend(checkScenario)
  const [findings, setFindings] = useState<readonly Finding[]>(first)
  const { send } = check
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft is what it waits for.
  useEffect(() => {
    let latest = true
    const timer = setTimeout(() => {
      send({ name: `${draft.id}.json` }, fileOf(draft)).then(
        (said) => latest && setFindings(said.findings),
        () => undefined,
      )
    }, lintAfterMs)
    return () => {
      latest = false
      clearTimeout(timer)
    }
  }, [draft])
  return { findings, error: check.error }
}

function Editor({ saved, first }: { saved: Scenario; first: readonly Finding[] }): ReactNode {
  const [draft, setDraft] = useState(saved)
  const [kept, setKept] = useState(saved)
  const [{ inject: chosen, scale }, choose] = useChoices('inject', 'scale')
  const { findings, error } = useLint(draft, first)
  const saving = useSend(importScenario)
  const navigate = useNavigate()
  const [failed, setFailed] = useState<unknown>(null)
  const zoom = Math.max(1, Math.min(32, Number(scale) || 1))
  const faulty = new Set(
    draft.injects.filter((_one, at) => findings.some((it) => aboutInject(it, at))).map(({ id }) => id),
  )
  const isChanged = draft !== kept

  async function save(): Promise<void> {
    await saving.send({ name: `${draft.id}.json` }, fileOf(draft))
    setKept(draft)
    toast(say('Saved. The next exercise plays it like this.'))
  }
  function add(): void {
    const id = freeId(draft, 'inject')
    const middle = (Date.parse(draft.endsAt) - Date.parse(draft.startsAt)) / 2
    const to = draft.cast.find(({ cell }) => cell === 'players')?.id ?? ''
    const content = { ...emptyContent('phone'), caller: '?', to, text: '?' } as Scenario['injects'][number]['content']
    setDraft({
      ...draft,
      injects: [...draft.injects, { id, title: say('Something new'), at: spanOf(middle), content }],
    })
    choose({ inject: id })
  }
  return (
    <Page
      title={draft.title}
      above={<Link to="/exercises">{say('Exercises')}</Link>}
      lead={isChanged ? say('Changed, not saved yet.') : say('As it is saved.')}
      wide
      actions={
        <>
          <Button icon="plus" onPress={add}>
            {say('Add an inject')}
          </Button>
          <Button
            isDisabled={isChanged}
            onPress={() =>
              void fetchFile(exportScenario, { scenario: draft.id, format: 'yaml' }, `EXERCISE-${draft.id}.yaml`).catch(
                setFailed,
              )
            }
          >
            {say('Export as YAML')}
          </Button>
          <Button
            onPress={() => void navigate({ to: '/exercises', search: { plan: draft.id } })}
            isDisabled={isChanged}
          >
            {say('Play it')}
          </Button>
          <Button
            kind="first"
            isPending={saving.pending}
            isDisabled={!isChanged}
            onPress={() => void save().catch(() => {})}
          >
            {say('Save')}
          </Button>
        </>
      }
    >
      <Problem error={saving.error ?? failed} />
      <Card
        title={say('Timeline')}
        aside={
          <span className="row">
            <Button
              small
              aria-label={say('Farther')}
              isDisabled={zoom === 1}
              onPress={() => choose({ scale: String(zoom / 2) })}
            >
              −
            </Button>
            <Button
              small
              aria-label={say('Nearer')}
              isDisabled={zoom === 32}
              onPress={() => choose({ scale: String(zoom * 2) })}
            >
              +
            </Button>
          </span>
        }
      >
        <p className="small quiet">
          {say(
            'Drag an inject, or choose it and press the arrow keys; with Shift in small steps. A dashed arrow is a branch.',
          )}
        </p>
        <Line
          scenario={draft}
          chosen={chosen}
          faulty={faulty}
          scale={zoom}
          onChoose={(id) => choose({ inject: id === chosen ? undefined : id })}
          onMove={(id, to) => setDraft(moveInject(draft, id, to))}
        />
      </Card>
      <div className="scenario-sides">
        <Chosen
          scenario={draft}
          chosen={chosen}
          onDraft={setDraft}
          onChoose={(id) => choose({ inject: id })}
          findings={findings}
        />
        <Findings scenario={draft} findings={findings} error={error} onChoose={(id) => choose({ inject: id })} />
      </div>
    </Page>
  )
}
