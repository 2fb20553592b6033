// All lists of documents that a provider names, as one: feeds, or directories with changes.csv or index.txt.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { ProviderFacts, ProviderFeed } from '../../model/advisories/advisory.ts'
import { type DocumentList, readChanges, readFeed, readIndex } from '../../rules/advisories/document-lists.ts'
import { fetchJson, fetchText } from './fetching.ts'
import type { AdvisoryRoom } from './room.ts'

const listMaxBytes = 30 * 1024 * 1024

/** A feed that we may not read (TLP:AMBER, say) is left out; the reply is a refusal only where none can be read. */
export async function listsOf(room: AdvisoryRoom, facts: ProviderFacts, since: Instant): Promise<Reply<DocumentList>> {
  const all: DocumentList = { documents: [], twice: [] }
  const failed: string[] = []
  for (const feed of facts.feeds) {
    const list = await listOf(room, feed, since)
    if (!list.ok) {
      failed.push(list.detail ?? list.refusal)
      continue
    }
    const { host } = new URL(feed.url)
    for (const one of list.value.documents) if (hostOf(one.url) === host) all.documents.push(one)
    all.twice.push(...list.value.twice)
  }
  if (failed.length > 0 && failed.length === facts.feeds.length)
    return refuse('not-reached', failed.join(' ').slice(0, 1000))
  if (all.twice.length > 0)
    room.log.info({ provider: facts.metadataUrl, ids: all.twice.slice(0, 10) }, 'a feed lists ids more than once')
  return done({ ...all, documents: [...new Map(all.documents.map((one) => [one.url, one])).values()] })
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}

async function listOf(room: AdvisoryRoom, feed: ProviderFeed, since: Instant): Promise<Reply<DocumentList>> {
  if (feed.kind === 'rolie') {
    const got = await fetchJson(room, feed.url, { maxBytes: listMaxBytes })
    if (!got.ok) return got
    const read = readFeed(got.value.value)
    return read.ok ? read : refuse(read.refusal, `${feed.url}: ${read.detail ?? ''}`)
  }
  const base = feed.url.endsWith('/') ? feed.url : `${feed.url}/`
  const changes = await fetchText(room, `${base}changes.csv`, listMaxBytes)
  if (changes.ok) return done(readChanges(changes.value, base))
  if (changes.refusal !== 'not-there') return changes
  const index = await fetchText(room, `${base}index.txt`, listMaxBytes)
  return index.ok ? done(readIndex(index.value, base, since)) : index
}
