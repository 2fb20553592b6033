// A page that is followed: an article, whose change is a new version, or a list of links, whose newest are fetched.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Got } from '#platform/fetch/index.ts'
import type { View } from '#platform/journal/types.ts'
import { type FeedState, markSeen, momentsOfItems, seenEntries } from '../store.ts'
import { articlesFrom, given, rawOf } from './articles.ts'
import type { Context } from './contexts.ts'
import { usualInterval } from './pace.ts'
import { type Counts, count, type FeedTurn, failed, noCounts, type Polled, poller, succeeded } from './poll-outcome.ts'
import type { Article } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { takeBatch } from './take-entries.ts'
import { sha256 } from './take-in.ts'

/** So many new articles of a list are fetched at each poll; the others wait for the next. */
export const linksPerPoll = 5
const maxBytes = 5 * 1024 * 1024
const timeoutMs = 20_000
const isPage = /^(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i

/** `now` is remembered when all was read, `again` when something is left for the next poll. */
export async function pollPage(
  room: WatchRoom,
  turn: FeedTurn,
  state: FeedState,
  got: Got,
  now: Partial<FeedState>,
  again: Partial<FeedState>,
): Promise<Polled> {
  const type = got.headers['content-type'] ?? null
  if (type !== null && !isPage.test(type)) {
    return failed(room, turn, state, `It is no web page, but ${type.slice(0, 100)}.`, got.status, null)
  }
  const page = await room.feeds.page(got.bytes, type, got.finalUrl)
  if (!page.ok) return failed(room, turn, state, page.detail ?? page.refusal, got.status, null)
  const { source, realm } = turn
  const context = await room.contexts.of(realm, source.marking.owner)
  const counts: Counts = { ...noCounts }
  const whole =
    page.value.kind === 'listing'
      ? await takeLinks(room, turn, page.value.links, context, counts)
      : await takePage(room, turn, got, source.state.url, context, counts)
  const dates = await momentsOfItems(room.journal.sql, source.id, room.clock.now().toISOString(), 30)
  const pulse = {
    items: state.items + counts.new,
    last_item: dates.toSorted().at(-1) ?? state.last_item,
    usual_interval_seconds: page.value.kind === 'listing' ? usualInterval(dates) : null,
  }
  return succeeded(room, turn, state, 'fetched', counts, { ...(whole ? now : again), ...pulse })
}

/** False when something is left for the next poll. */
async function takeLinks(
  room: WatchRoom,
  turn: FeedTurn,
  links: readonly string[],
  context: Context,
  counts: Counts,
): Promise<boolean> {
  const { source } = turn
  const seen = await seenEntries(room.journal.sql, source.id, links.map(keyOf))
  const known = links.filter((url) => seen.has(keyOf(url)))
  const marks = known.map((url) => ({ key: keyOf(url), content: seen.get(keyOf(url)) ?? '' }))
  await markSeen(room.journal.sql, source.id, marks, room.clock.now().toISOString())
  const fresh = links.filter((url) => !seen.has(keyOf(url)))
  counts.entries = links.length
  counts.same = known.length
  let left = Math.max(0, fresh.length - linksPerPoll)
  // Oldest first, as far as the order of the page tells.
  for (const url of fresh.slice(0, linksPerPoll).reverse()) {
    const got = await fetchArticle(room, url)
    if (!got.ok && got.refusal !== 'not-an-article') left += 1
    else if (got.ok) {
      if (!(await takePage(room, turn, got.value, url, context, counts))) left += 1
    } else {
      counts.skipped += 1
      const mark = { key: keyOf(url), content: got.refusal }
      await markSeen(room.journal.sql, source.id, [mark], room.clock.now().toISOString())
    }
  }
  return left === 0
}

/** Refuses `not-an-article` for what need not be tried again. */
async function fetchArticle(room: WatchRoom, url: string): Promise<Reply<Got>> {
  const may = await room.robots.ask(url)
  if (!may.ok) return refuse('not-an-article', may.detail)
  const got = await room.fetcher.get(url, { accept: 'text/html, application/xhtml+xml', maxBytes, timeoutMs })
  if (!got.ok) return got.refusal === 'too-large' ? refuse('not-an-article', got.detail) : got
  const { status, headers, finalUrl } = got.value
  if (status >= 500 || status === 429) return refuse('busy', `status ${status}`)
  const away = new URL(finalUrl).host.replace(/^www\./, '') !== new URL(url).host.replace(/^www\./, '')
  const page = isPage.test(headers['content-type'] ?? 'text/html')
  return status < 200 || status > 299 || away || !page ? refuse('not-an-article', `status ${status}`) : done(got.value)
}

async function takePage(
  room: WatchRoom,
  { source, realm }: FeedTurn,
  { bytes, headers, finalUrl }: Got,
  url: string,
  context: Context,
  counts: Counts,
): Promise<boolean> {
  const input = { kind: 'html' as const, ...given({ url: finalUrl }), split: false }
  const answer = await room.analyser.analyseBytes(bytes, headers['content-type'] ?? null, input, context)
  const text = () => ({ ...input, text: new TextDecoder().decode(bytes) })
  const read = articlesFrom(answer, { url: finalUrl }, rawOf(bytes, 'html'), text)
  if (!read.ok && read.refusal === 'busy') return false
  const articles: Article[] = read.ok ? read.value.articles : []
  if (articles.length === 0) counts.skipped += 1
  const view: View = { reader: poller(realm, source.marking.owner), realm }
  const cause = (await room.journal.reads.entriesOf(view, source.id)).slice(-1).map(({ id }) => id)
  const settled = [{ key: keyOf(url), content: articles[0]?.item.contentHash ?? 'no text' }]
  const taken = await takeBatch(room, { view, verb: 'watch.pollFeed' }, source, { articles, settled, cause, context })
  if (!taken.ok) throw new Error(`A page of ${source.id} could not be kept: ${taken.refusal} ${taken.detail ?? ''}`)
  count(counts, taken.value)
  return true
}

function keyOf(url: string): string {
  return sha256(url)
}
