// Triage by story: one row for one event, however many articles tell it. Judged, opened and arranged by key or button.
import './stories.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { useKeys } from '#web/keys.ts'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { judgeStory, listStories, mergeStories, type StoryRow, splitStory } from '../../api/stories.ts'
import { itemStatuses } from '../../api.ts'
import { NothingIn } from '../NothingIn.tsx'
import { JudgeStory } from './JudgeStory.tsx'
import { StoryDetails } from './StoryDetails.tsx'
import { noFilters, StoryFilters, storyFilters } from './StoryFilters.tsx'
import { StoryRowShown } from './StoryRowShown.tsx'
import { useArranging } from './use-arranging.ts'

interface Asked {
  story: StoryRow
  judgement: 'accept' | 'reject'
}

export function Stories(): ReactNode {
  const may = useMay()
  const navigate = useNavigate()
  const [choice, choose] = useChoices(...storyFilters, 'after', 'story')
  const stories = useAsk(listStories, inputOf(choice), { keep: true })
  const arranging = useArranging()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const shown = stories.data?.stories ?? []
  const filtered = storyFilters.some((key) => choice[key])

  const toggle = (id: string) => choose({ story: choice.story === id ? undefined : id })
  function tick(id: string): void {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  /** Into the first of them as they stand in the list. */
  async function merge(): Promise<void> {
    const [into, ...from] = shown.filter((story) => chosen.has(story.id))
    if (!into || from.length === 0) {
      toast(say('Choose two stories first, with c.'))
      return
    }
    const taken = await arranging.merge(
      { id: into.id, version: into.version },
      from.map((story) => story.id),
    )
    if (taken) setChosen(new Set())
  }
  const here = () => {
    const id = document.activeElement?.closest('[data-story]')?.getAttribute('data-story')
    return shown.find((story) => story.id === id)
  }
  const memberHere = () => document.activeElement?.closest('[data-member]')?.getAttribute('data-member')
  /** Runs with the story in focus, and says what is missing where there is none. */
  const withStory = (run: (story: StoryRow) => void) => () => {
    const story = here()
    if (story) run(story)
    else toast(say('Go to a story first, with j or k.'))
  }
  useKeys({
    o: withStory((story) => {
      const item = memberHere()
      if (item) void navigate({ to: '/watch/$id', params: { id: item } })
      else toggle(story.id)
    }),
    a: withStory((story) => may(judgeStory) && setAsked({ story, judgement: 'accept' })),
    r: withStory((story) => may(judgeStory) && setAsked({ story, judgement: 'reject' })),
    c: withStory((story) => may(mergeStories) && tick(story.id)),
    x: withStory((story) => {
      const item = memberHere()
      if (!may(splitStory)) return
      if (!item) toast(say('Open the story and go to the item that does not belong here, with j or k.'))
      else if (story.items < 2) toast(say('It is the only item of its story.'))
      else void arranging.takeOut({ id: story.id, version: story.version }, item)
    }),
    m: () => may(mergeStories) && void merge(),
    u: () => may(judgeStory) && void arranging.undo(),
  })

  return (
    <div className="stack">
      <StoryFilters />
      <Problem error={stories.error} onAgain={() => void stories.refetch()} />
      {asked ? null : <Problem error={arranging.error} />}
      {stories.isPending ? <Skeleton lines={6} tall /> : null}
      {stories.data && shown.length === 0 ? (
        <NothingIn filtered={filtered} all={say('Show all stories')} onAll={() => choose(noFilters)}>
          {say(
            'Paste an article, drop a file on this page, or follow a feed. Articles that tell of one event then stand here as one story.',
          )}
        </NothingIn>
      ) : null}
      {shown.length > 0 ? (
        <>
          <div className="row apart small quiet">
            <span>
              {(stories.data?.total ?? 0) >= 10_000
                ? say('10,000 stories or more')
                : sayCount(stories.data?.total ?? 0, '{n} story', '{n} stories')}
              {' · '}
              {say('an event told by several articles is one row')}
            </span>
            {may(judgeStory) ? (
              <span className="no-print desk-only keys-line">
                <kbd>j</kbd> <kbd>k</kbd> {say('go')} <kbd>c</kbd> {say('choose')} <kbd>m</kbd> {say('merge')}{' '}
                <kbd>u</kbd> {say('take back')}
              </span>
            ) : null}
          </div>
          <ul className="item-list stories">
            {shown.map((story) => (
              <StoryRowShown
                key={story.id}
                story={story}
                open={choice.story === story.id}
                chosen={chosen.has(story.id)}
                onOpen={() => toggle(story.id)}
                onChoose={() => tick(story.id)}
                onJudge={(judgement) => setAsked({ story, judgement })}
              >
                {choice.story === story.id ? (
                  <>
                    <p className="small story-page-link no-print">
                      <Link to="/watch/stories/$id" params={{ id: story.id }}>
                        {say('This story on its own page')}
                      </Link>
                    </p>
                    <StoryDetails id={story.id} onTakeOut={(at, item) => void arranging.takeOut(at, item)} />
                  </>
                ) : null}
              </StoryRowShown>
            ))}
          </ul>
          <Pages
            first={choice.after === undefined}
            next={stories.data?.next ?? null}
            onGo={(after) => choose({ after, story: undefined }, 'push')}
          />
        </>
      ) : null}
      {chosen.size > 0 ? (
        <div className="chosen-bar" role="status">
          <strong>{sayCount(chosen.size, '{n} story chosen', '{n} stories chosen')}</strong>
          <Button small kind="first" isDisabled={chosen.size < 2 || arranging.pending} onPress={() => void merge()}>
            {say('Merge them: they tell of one event')}
          </Button>
          <span className="small quiet">{say('This sticks: no rule takes them apart again.')}</span>
          <Button small kind="quiet" onPress={() => setChosen(new Set())}>
            {say('Choose none')}
          </Button>
        </div>
      ) : null}
      {asked ? <JudgeStory {...asked} arranging={arranging} onClose={() => setAsked(null)} /> : null}
    </div>
  )
}

type Choice = Partial<Record<(typeof storyFilters)[number] | 'after', string | undefined>>

function inputOf(choice: Choice): InputOf<typeof listStories> {
  const status = itemStatuses.find((it) => it === choice.status)
  return {
    ...(status ? { status: [status] } : {}),
    ...(choice.incident ? { incident: choice.incident === 'true' } : {}),
    ...(choice.topic ? { topic: [choice.topic] } : {}),
    ...(choice.country ? { country: [choice.country] } : {}),
    ...(choice.language ? { language: [choice.language] } : {}),
    ...(choice.since ? { since: choice.since } : {}),
    ...(choice.text ? { text: choice.text } : {}),
    ...(choice.after ? { after: choice.after } : {}),
    limit: 30,
  }
}

export interface PagesProps {
  first: boolean
  next: string | null
  onGo: (after: string | undefined) => void
}

/** On to the older ones, and back to the beginning. */
export function Pages({ first, next, onGo }: PagesProps): ReactNode {
  if (first && !next) return null
  return (
    <div className="row no-print">
      {first ? null : <Button onPress={() => onGo(undefined)}>{say('Back to the first')}</Button>}
      {next ? <Button onPress={() => onGo(next)}>{say('More')}</Button> : null}
    </div>
  )
}
