// One story in the list: what it tells, out of how many independent sources, how new, what is to be looked at.
import type { ReactNode } from 'react'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { judgeStory, mergeStories, type StoryRow } from '../../api/stories.ts'
import { itemStatuses } from '../../api.ts'
import { languageWord, reliabilityWord, statusTones, statusWord, topicWord } from '../words.ts'
import { sourcesWord } from './words.ts'

export interface StoryRowProps {
  story: StoryRow
  open: boolean
  chosen: boolean
  onOpen: () => void
  onChoose: () => void
  onJudge: (judgement: 'accept' | 'reject') => void
  children?: ReactNode
}

export function StoryRowShown({ story, open, chosen, onOpen, onChoose, onJudge, children }: StoryRowProps): ReactNode {
  const may = useMay()
  const glow = useGlow()
  const done = story.statuses.suggested === 0
  return (
    <li className={glow.has(story.id) ? 'story glow' : 'story'} data-story={story.id} data-open={open || undefined}>
      <div className="story-row">
        {may(mergeStories) ? (
          <input
            type="checkbox"
            className="no-print"
            checked={chosen}
            onChange={onChoose}
            aria-label={say('Choose the story: {title}', { title: story.title })}
          />
        ) : null}
        <div className="item-main">
          <button type="button" className="title-link story-title" aria-expanded={open} onClick={onOpen} data-row>
            {story.title}
          </button>
          <p className="small">
            <strong>{sourcesWord(story)}</strong>
            {story.outlets.length > 0 ? (
              <span className="quiet">
                {' · '}
                {story.outlets.slice(0, 6).join(', ')}
                {story.outlets.length > 6 ? ` ${say('and {n} more', { n: story.outlets.length - 6 })}` : ''}
              </span>
            ) : null}
          </p>
          {story.items > 1 && story.why.length > 0 ? (
            <p className="small quiet story-why">{say('Together because: {why}', { why: story.why.join('; ') })}</p>
          ) : null}
          <StoryMarks story={story} />
          {may(judgeStory) ? (
            <span className="row no-print story-acts">
              <Button small icon={open ? 'close' : 'down'} onPress={onOpen}>
                {open ? say('Close') : say('Open')} <kbd>o</kbd>
              </Button>
              {done ? null : (
                <Button small icon="check" onPress={() => onJudge('accept')}>
                  {say('Accept all as…')} <kbd>a</kbd>
                </Button>
              )}
              {done ? null : (
                <Button small onPress={() => onJudge('reject')}>
                  {say('Reject all')} <kbd>r</kbd>
                </Button>
              )}
            </span>
          ) : null}
        </div>
        <div className="item-side small quiet">
          <Tlp label={story.marking.tlp} />
          <span title={say('Newest activity')}>
            <Time at={story.newest} />
          </span>
          <span>{reliabilityWord(story.reliability)}</span>
          <span>{story.languages.map(languageWord).join(', ')}</span>
        </div>
      </div>
      {children}
    </li>
  )
}

/** Badges: where it stands, whether it tells of an incident, what about, where, and what waits for a person. */
export function StoryMarks({ story }: { story: StoryRow }): ReactNode {
  const { country } = useVocabulary()
  const { countries, topics } = story
  return (
    <span className="row small">
      {itemStatuses
        .filter((status) => story.statuses[status] > 0)
        .map((status) => (
          <Badge key={status} tone={statusTones[status]}>
            {story.items === 1 ? statusWord(status) : `${story.statuses[status]} ${statusWord(status).toLowerCase()}`}
          </Badge>
        ))}
      {story.incident ? <Badge tone="bad">{say('incident')}</Badge> : null}
      {topics.slice(0, 4).map((topic) => (
        <Badge key={topic}>{topicWord(topic)}</Badge>
      ))}
      {countries.length > 0 ? (
        <span>
          {countries.slice(0, 4).map(country).join(', ')}
          {countries.length > 4 ? ` ${say('and {n} more', { n: countries.length - 4 })}` : ''}
        </span>
      ) : null}
      {story.unsure > 0 ? (
        <Badge tone="bronze">{sayCount(story.unsure, '{n} only suggested', '{n} only suggested')}</Badge>
      ) : null}
      {story.checks > 0 ? <Badge tone="warn">{sayCount(story.checks, '{n} check', '{n} checks')}</Badge> : null}
      {story.needDate > 0 ? (
        <Badge tone="warn">{sayCount(story.needDate, '{n} needs a date', '{n} need a date')}</Badge>
      ) : null}
      {story.disputes > 0 ? (
        <Badge tone="accent">{sayCount(story.disputes, '{n} dispute', '{n} disputes')}</Badge>
      ) : null}
    </span>
  )
}
