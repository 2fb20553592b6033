// A report that the law asks for: a form filled from the record, what is missing, who approved it, where it went.
import '../law.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { editDutyReport, getDutyReport } from '../../../api/duty-reports.ts'
import type { FieldValue, FormField } from '../../../model/duty-report.ts'
import { sayArticle } from '../../../rules/clocks/say-time.ts'
import { isStale } from '../../changing.tsx'
import { Unverified } from '../Unverified.tsx'
import { useLaw } from '../use-law.ts'
import { Exports } from './Exports.tsx'
import { FieldShown } from './FieldShown.tsx'
import { Fresh } from './Fresh.tsx'
import { inputOf, sameValue, typed, untyped } from './field-values.ts'
import { MissingFields } from './MissingFields.tsx'
import { MovesCard } from './MovesCard.tsx'
import { Revisions } from './Revisions.tsx'
import { Sendings } from './Sendings.tsx'
import { statusTones, statusWord } from './words.ts'

type Shown = OutputOf<typeof getDutyReport>

export function DutyReportPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const report = useAsk(getDutyReport, { id }, { keep: true })
  const above = <Link to="/clocks">← {say('Clocks')}</Link>
  if (!report.data || report.data.id !== id) {
    return (
      <Page title={say('Report')} above={above}>
        <Problem error={report.error} onAgain={() => void report.refetch()} />
        {report.isPending ? <Skeleton lines={8} tall /> : null}
      </Page>
    )
  }
  return <Whole key={id} report={report.data} above={above} />
}

function Whole({ report, above }: { report: Shown; above: ReactNode }): ReactNode {
  const { state, form } = report
  const writing = useWriting(report)
  const may = useMay()
  const { words } = useLaw()
  const { asOf } = usePlace()
  const editable = !asOf && may(editDutyReport) && report.moves.some((move) => move.event === 'edit' && move.allowed)
  return (
    <Page
      title={state.title}
      wide
      above={
        <>
          {above} <span className="quiet">/</span>{' '}
          <Link to="/assess/$id" params={{ id: state.assessment }}>
            {state.entityName}
          </Link>
        </>
      }
      lead={
        <span className="row small">
          <Badge tone={statusTones[state.status]}>{statusWord(state.status)}</Badge>
          <span>{say('revision {n}', { n: state.revision })}</span>
          <MarkingBadge marking={report.marking} />
          <span>
            {form.regimeTitle} · {sayArticle(form.article)}
          </span>
          <Unverified verified={form.verified} />
          <span>{say('law {version}', { version: state.lawVersion })}</span>
        </span>
      }
      actions={<Exports report={report} />}
    >
      {form.otherLaw ? (
        <p className="note warn">
          {say('The law that this report was drafted by is not at hand; its labels are those of the law in force.')}
        </p>
      ) : null}
      {state.status === 'approved' && editable ? (
        <p className="note">{say('It is approved. Whatever you write in it makes a new revision to be approved.')}</p>
      ) : null}
      <div className="report-parts">
        <div className="report-side stack">
          <MovesCard report={report} unsaved={writing.dirty.length} />
          <MissingFields form={form} />
          <Fresh report={report} unsaved={writing.dirty.length} />
        </div>
        <form
          className="stack report-form"
          aria-label={say('Fields of the report')}
          onSubmit={(event) => {
            event.preventDefault()
            void writing.save()
          }}
        >
          {sectionsOf(form.fields).map(({ section, fields }) => (
            <Card key={section ?? ''} title={section ? sectionWord(section) : say('What the law asks for')}>
              <div className="stack">
                {fields.map((field) => (
                  <FieldShown
                    key={field.id}
                    field={field}
                    text={writing.textOf(field)}
                    dirty={writing.dirty.includes(field.id)}
                    readOnly={!editable}
                    zone={state.timeZone}
                    words={words}
                    onType={(text) => writing.type(field.id, text)}
                  />
                ))}
              </div>
            </Card>
          ))}
          {writing.dirty.length > 0 || writing.error ? <SaveBar writing={writing} /> : null}
        </form>
        <div className="report-end stack">
          <Sendings report={report} />
          <Revisions report={report} />
        </div>
      </div>
    </Page>
  )
}

interface Writing {
  textOf: (field: FormField) => string
  type: (field: string, text: string) => void
  dirty: string[]
  save: () => Promise<void>
  drop: () => void
  pending: boolean
  error: unknown
}

/** What was typed and not saved. A change by somebody else never takes it away: saving then says that it is stale. */
function useWriting(report: Shown): Writing {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const [seen, setSeen] = useState(report.version)
  const editing = useTell(editDutyReport)
  const fields = new Map(report.form.fields.map((field) => [field.id, field]))
  const toKeep = (field: FormField, text: string) => untyped(text, inputOf(field), field.type)
  const textOf = (field: FormField) => texts[field.id] ?? typed(field.value, inputOf(field))
  const changes: Record<string, FieldValue> = {}
  for (const [id, text] of Object.entries(texts)) {
    const field = fields.get(id)
    if (field && !sameValue(toKeep(field, text), field.value)) changes[id] = toKeep(field, text)
  }
  const dirty = Object.keys(changes)
  const untouched = dirty.length === 0
  useEffect(() => {
    if (untouched) setSeen(report.version)
  }, [untouched, report.version])
  useEffect(() => {
    if (untouched) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [untouched])
  async function save(): Promise<void> {
    if (untouched) return
    const version = isStale(editing.error) ? report.version : seen
    const answer = await editing.tell({ id: report.id, version, fields: changes }).catch(() => null)
    if (!answer) return
    setTexts({})
    setSeen(answer.version)
    toast(say('Saved as revision {n}.', { n: answer.revision }))
  }
  return {
    textOf,
    type: (field, text) => setTexts((old) => ({ ...old, [field]: text })),
    dirty,
    save,
    drop: () => {
      setTexts({})
      editing.forget()
    },
    pending: editing.pending,
    error: editing.error,
  }
}

function SaveBar({ writing }: { writing: Writing }): ReactNode {
  const stale = isStale(writing.error)
  return (
    <div className="save-bar stack tight no-print">
      {stale ? (
        <p className="note warn" role="alert">
          {say('Somebody changed the report while you wrote. Its fields were loaded again; yours are kept here.')}
        </p>
      ) : (
        <Problem error={writing.error} />
      )}
      <div className="row">
        <Button type="submit" kind="first" isPending={writing.pending}>
          {stale ? say('Save mine all the same') : sayCount(writing.dirty.length, 'Save {n} field', 'Save {n} fields')}
        </Button>
        <Button kind="quiet" onPress={writing.drop}>
          {say('Drop what I wrote')}
        </Button>
      </div>
    </div>
  )
}

function sectionsOf(fields: readonly FormField[]): { section: string | null; fields: FormField[] }[] {
  const sections: { section: string | null; fields: FormField[] }[] = []
  for (const field of fields) {
    const last = sections.at(-1)
    if (last && last.section === field.section) last.fields.push(field)
    else sections.push({ section: field.section, fields: [field] })
  }
  return sections
}

function sectionWord(section: string): string {
  return (section[0] ?? '').toUpperCase() + section.slice(1).replaceAll('_', ' ')
}
