// What an incident is: summary, classification, what it affects, its times, and what it rests on.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Contract } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Severity, StatusBadge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { recordWord } from '#web/shell/records.ts'
import {
  classifyIncident,
  describeIncident,
  incidentJournal,
  setAffected,
  setTimes,
  unlinkObservation,
} from '../api.ts'
import { usersText } from './AffectedFields.tsx'
import type { IncidentShown } from './changing.tsx'
import type { Edit } from './IncidentDialogs.tsx'
import { KnownFromWatch } from './KnownFromWatch.tsx'
import { ReportShown } from './Reports.tsx'
import { SeverityScales } from './SeverityScales.tsx'
import { useVocabulary } from './vocabulary.ts'

interface PartProps {
  incident: IncidentShown
  onEdit: (edit: Edit) => void
}

export function Overview({ incident, onEdit }: PartProps): ReactNode {
  return (
    <div className="incident-parts">
      <div className="stack">
        <Summary incident={incident} onEdit={onEdit} />
        <RestsOn incident={incident} />
        <KnownFromWatch incident={incident.id} />
        <Latest incident={incident} />
        {incident.reports.map((report) => (
          <Card key={report.id} title={say('Report by an operator')}>
            <ReportShown report={report} />
          </Card>
        ))}
        <RelatedParts incident={incident} />
      </div>
      <div className="stack">
        <Kind incident={incident} onEdit={onEdit} />
        <AffectedShown incident={incident} onEdit={onEdit} />
        <TimesShown incident={incident} onEdit={onEdit} />
        <SeverityScales incident={incident.id} />
      </div>
    </div>
  )
}

function EditButton({ contract, what, onPress }: { contract: Contract; what: string; onPress: () => void }): ReactNode {
  const may = useMay()
  if (!may(contract)) return null
  return (
    <Button small kind="quiet" aria-label={say('Change: {what}', { what })} onPress={onPress}>
      {say('Change')}
    </Button>
  )
}

function Summary({ incident, onEdit }: PartProps): ReactNode {
  return (
    <Card
      title={say('What is known')}
      aside={<EditButton contract={describeIncident} what={say('What is known')} onPress={() => onEdit('describe')} />}
    >
      {incident.state.summary ? (
        <p className="summary">{incident.state.summary}</p>
      ) : (
        <p className="quiet">{say('Nothing was written yet.')}</p>
      )}
    </Card>
  )
}

function Kind({ incident, onEdit }: PartProps): ReactNode {
  const vocabulary = useVocabulary()
  const { classification, severity } = incident.state
  const term = (list: 'rootCauses' | 'threatSeverities' | 'outlooks', value: string | null | undefined) =>
    value ? (
      (vocabulary.words?.cg2018[list].find((it) => it.value === value)?.label ?? value)
    ) : (
      <span className="quiet">{say('not known')}</span>
    )
  return (
    <Card
      title={say('Classification')}
      aside={<EditButton contract={classifyIncident} what={say('Classification')} onPress={() => onEdit('classify')} />}
    >
      <dl className="facts">
        <dt>{say('Kind (RSIT)')}</dt>
        <dd>
          {classification && classification.rsit.length > 0 ? (
            classification.rsit.map((it) => (
              <div key={`${it.class}/${it.type}`} className={it.main ? undefined : 'quiet'}>
                {vocabulary.rsit(it.class, it.type)}
              </div>
            ))
          ) : (
            <span className="quiet">{say('not classified')}</span>
          )}
        </dd>
        <dt>{say('Severity')}</dt>
        <dd>
          <Severity value={severity?.value} />
          {severity ? <p className="small quiet">{severity.reason}</p> : null}
        </dd>
        <dt>{say('Root cause')}</dt>
        <dd>{term('rootCauses', classification?.rootCause)}</dd>
        <dt>{say('Threat')}</dt>
        <dd>{term('threatSeverities', classification?.threatSeverity)}</dd>
        <dt>{say('Outlook')}</dt>
        <dd>{term('outlooks', classification?.outlook)}</dd>
      </dl>
    </Card>
  )
}

function AffectedShown({ incident, onEdit }: PartProps): ReactNode {
  const vocabulary = useVocabulary()
  const names = useNames()
  const { affected } = incident.state
  const none = <span className="quiet">{say('not known')}</span>
  return (
    <Card
      title={say('Affected')}
      aside={<EditButton contract={setAffected} what={say('Affected')} onPress={() => onEdit('affected')} />}
    >
      <dl className="facts">
        <dt>{say('Countries')}</dt>
        <dd>
          {affected.countries.length > 0 ? affected.countries.map((code) => vocabulary.country(code)).join(', ') : none}
        </dd>
        <dt>{say('Sectors')}</dt>
        <dd>{affected.sectors.length > 0 ? affected.sectors.map((id) => vocabulary.sector(id)).join('; ') : none}</dd>
        <dt>{say('Organisations')}</dt>
        <dd>
          {affected.organisations.length > 0
            ? affected.organisations.map((id) => names.organisation(id)).join(', ')
            : none}
        </dd>
        <dt>{say('Services')}</dt>
        <dd>{affected.services.length > 0 ? affected.services.map((it) => it.name).join(', ') : none}</dd>
        <dt>{say('Users')}</dt>
        <dd>
          {affected.users ? (
            <>
              {usersText(affected.users)} <span className="small quiet">({affected.users.basis})</span>
            </>
          ) : (
            none
          )}
        </dd>
      </dl>
    </Card>
  )
}

function TimesShown({ incident, onEdit }: PartProps): ReactNode {
  const { times } = incident.state
  const rows = [
    [say('Began'), times.startedAt],
    [say('Detected'), times.detectedAt],
    [say('Became known here'), times.awarenessAt],
    [say('Ended'), times.endedAt],
  ] as const
  return (
    <Card
      title={say('Times')}
      aside={<EditButton contract={setTimes} what={say('Times')} onPress={() => onEdit('times')} />}
    >
      <dl className="facts">
        {rows.map(([label, at]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>{at ? <Time at={at} show="both" /> : <span className="quiet">{say('not known')}</span>}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** The last few lines of the journal, so that one sees at a glance where things stand. */
function Latest({ incident }: { incident: IncidentShown }): ReactNode {
  const journal = useAsk(incidentJournal, { id: incident.id }, { hears: ['assess.'], keep: true })
  const names = useNames()
  const lines = [...(journal.data?.lines ?? [])].reverse().slice(0, 6)
  if (lines.length === 0) return null
  return (
    <Card
      title={say('What happened last')}
      aside={
        <Link to="." search={{ tab: 'journal' }} className="small">
          {say('Whole journal')}
        </Link>
      }
    >
      <ol className="plain-list">
        {lines.map((line) => (
          <li key={line.entry}>
            <span>{line.text}</span>
            <span className="small quiet">
              {names.actor(line.by)} · <Time at={line.at} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function RestsOn({ incident }: { incident: IncidentShown }): ReactNode {
  const may = useMay()
  const act = useTell(unlinkObservation)
  const [removing, setRemoving] = useState<string | null>(null)
  const hidden = incident.state.observations.length - incident.observations.length
  return (
    <Card
      title={say('What it rests on')}
      aside={<span className="small quiet">{incident.observations.length || ''}</span>}
    >
      <Problem error={act.error} />
      {incident.observations.length === 0 ? (
        <p className="quiet">
          {say('No observation is linked.')} <Link to="/watch">{say('Choose items in watch')}</Link>
        </p>
      ) : (
        <ul className="plain-list">
          {incident.observations.map((it) => (
            <li key={it.id}>
              <RecordLink to={{ id: it.id, record: it.record }} className="title-link" row>
                {it.title}
              </RecordLink>
              <span className="row small quiet">
                {recordWord(it.record)} <Tlp label={it.marking.tlp} /> <Time at={it.since} />
                {may(unlinkObservation) ? (
                  removing === it.id ? (
                    <>
                      <Button
                        small
                        kind="danger"
                        isPending={act.pending}
                        onPress={() =>
                          void act
                            .tell({ id: incident.id, version: incident.version, observation: it.id })
                            .then(() => setRemoving(null))
                            .catch(() => undefined)
                        }
                      >
                        {say('Take it away')}
                      </Button>
                      <Button small kind="quiet" onPress={() => setRemoving(null)}>
                        {say('Keep it')}
                      </Button>
                    </>
                  ) : (
                    <Button
                      small
                      kind="quiet"
                      bare
                      icon="close"
                      aria-label={say('Take away: {title}', { title: it.title })}
                      onPress={() => setRemoving(it.id)}
                    />
                  )
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 ? <p className="small quiet">{say('{n} more that you may not read.', { n: hidden })}</p> : null}
    </Card>
  )
}

const relations = {
  'merged-into': 'was merged into',
  took: 'took over',
  'split-from': 'was split from',
  'split-into': 'was split into',
} as const

function RelatedParts({ incident }: { incident: IncidentShown }): ReactNode {
  if (incident.related.length === 0) return null
  return (
    <Card title={say('Other incidents')}>
      <ul className="plain-list">
        {incident.related.map((it) => (
          <li key={`${it.id}${it.how}`}>
            <span>
              <span className="quiet">{say(relations[it.how])}</span>{' '}
              <Link to="/incidents/$id" params={{ id: it.id }} className="title-link">
                <span className="reference">{it.reference}</span> {it.title}
              </Link>{' '}
              <StatusBadge status={it.status} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
