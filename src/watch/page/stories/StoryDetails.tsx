// A story, opened: its items by source with the reasons, the facts of all of them, and what happened when.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { getStory, type MemberShown, splitStory } from '../../api/stories.ts'
import { languageWord, statusTones, statusWord } from '../words.ts'
import { StoryFactsShown } from './StoryFactsShown.tsx'
import { StoryTimeline } from './StoryTimeline.tsx'
import type { StoryAt } from './use-arranging.ts'
import { joiningWord } from './words.ts'

export interface StoryDetailsProps {
  id: string
  onTakeOut: (story: StoryAt, item: string) => void
}

export function StoryDetails({ id, onTakeOut }: StoryDetailsProps): ReactNode {
  const story = useAsk(getStory, { id })
  if (!story.data) {
    return (
      <div className="story-details">
        {story.isPending ? <Skeleton lines={4} /> : null}
        <Problem error={story.error} onAgain={() => void story.refetch()} />
      </div>
    )
  }
  const { members, facts, timeline, apart, mergedInto } = story.data
  const titles = new Map(members.map((member) => [member.item, member.title]))
  return (
    <div className="story-details">
      {mergedInto ? (
        <p className="note">
          {say('Its items went into another story.')}{' '}
          <Link to="/watch/stories/$id" params={{ id: mergedInto }}>
            {say('Open that one')}
          </Link>
        </p>
      ) : null}
      <section className="stack tight">
        <h2 className="group-head">{say('Items, by source')}</h2>
        {bySource(members).map(([first, ...more]) =>
          first ? (
            <div key={first.group} className="source-group" data-many={more.length > 0 || undefined}>
              {more.length > 0 ? (
                <p className="small quiet">
                  {say('One source: {n} articles with one text or of one outlet count once.', { n: more.length + 1 })}
                </p>
              ) : null}
              <ul className="plain-list">
                {[first, ...more].map((member) => (
                  <Member
                    key={member.item}
                    member={member}
                    copied={member.copyOf ? (titles.get(member.copyOf) ?? null) : null}
                    onTakeOut={
                      members.length > 1 ? () => onTakeOut({ id, version: story.data.version }, member.item) : undefined
                    }
                  />
                ))}
              </ul>
            </div>
          ) : null,
        )}
        {apart.length > 0 ? (
          <p className="small quiet">
            {sayCount(
              apart.length,
              '{n} item was taken out by a person: no rule puts it back.',
              '{n} items were taken out by a person: no rule puts them back.',
            )}
          </p>
        ) : null}
      </section>
      <StoryFactsShown facts={facts} of={members.length} />
      <StoryTimeline rows={timeline} titles={titles} />
    </div>
  )
}

function bySource(members: readonly MemberShown[]): MemberShown[][] {
  const groups = new Map<number, MemberShown[]>()
  for (const member of members) groups.set(member.group, [...(groups.get(member.group) ?? []), member])
  return [...groups.values()]
}

interface MemberProps {
  member: MemberShown
  copied: string | null
  onTakeOut: (() => void) | undefined
}

function Member({ member, copied, onTakeOut }: MemberProps): ReactNode {
  const may = useMay()
  const names = useNames()
  return (
    <li data-member={member.item}>
      <span className="row apart story-member">
        <Link to="/watch/$id" params={{ id: member.item }} className="title-link" data-row>
          {member.title}
        </Link>
        {onTakeOut && may(splitStory) ? (
          <span className="no-print">
            <Button small kind="quiet" onPress={onTakeOut}>
              {say('Take out')} <span className="unseen">{member.title}</span> <kbd>x</kbd>
            </Button>
          </span>
        ) : null}
      </span>
      <span className="row small">
        <Badge tone={statusTones[member.status]}>{statusWord(member.status)}</Badge>
        {member.incident ? <Badge tone="bad">{say('incident')}</Badge> : null}
        {member.joined === 'by-hand' ? <Badge tone="accent">{say('by hand')}</Badge> : null}
        {member.joined === 'suggested' ? <Badge tone="bronze">{say('only suggested')}</Badge> : null}
        {member.checks > 0 ? <Badge tone="warn">{sayCount(member.checks, '{n} check', '{n} checks')}</Badge> : null}
        {member.needsDate ? <Badge tone="warn">{say('needs a date')}</Badge> : null}
        {member.disputes > 0 ? (
          <Badge tone="accent">{sayCount(member.disputes, '{n} dispute', '{n} disputes')}</Badge>
        ) : null}
        <span className="quiet">
          {[member.outlet ?? member.sourceName ?? say('outlet not known'), languageWord(member.language)].join(' · ')}
          {' · '}
          {member.publishedAt ? (
            <>
              {say('published')} <Time at={member.publishedAt} />
            </>
          ) : (
            <>
              {say('came in')} <Time at={member.fetchedAt} />
            </>
          )}
        </span>
      </span>
      {copied ? <p className="small">{say('The same text as "{title}".', { title: copied })}</p> : null}
      <p className="small quiet">
        {[joiningWord(member.joined), ...(member.joined === 'by-hand' ? [] : member.why)].join(' · ')}
        {member.by ? ` · ${names.person(member.by)}` : ''}
        {member.because ? ` · ${member.because}` : ''}
      </p>
    </li>
  )
}
