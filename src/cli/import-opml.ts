// `tocsin watch import-opml FILE`: many feeds at once, with how far it is.
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { OutputOf } from '#kernel/contract.ts'
import { followFeeds, importOpmlFile } from '#watch/api.ts'
import { answer, say } from './print-to.ts'
import { addCommonOptions, type CommonOptions } from './program.ts'
import { type Session, showProblem, withReach } from './session.ts'

/** `watch import-opml FILE`: looked through first, then followed a hundred at a time, so that one sees how far it is. */
export function addOpmlCommand(watch: Command, session: Session): void {
  const importing = watch
    .command('import-opml')
    .argument('<file>', 'An OPML file, as every feed reader can write it; - for standard input')
    .option('--preview', 'Only show what would be followed')
    .option('--reliability <letter>', 'Of all of them, in the Admiralty code: A to F')
    .option('--interval-seconds <number>', 'How often each is asked for')
    .option(
      '--tlp <label>',
      'Marking of their items: CLEAR, GREEN, AMBER or AMBER+STRICT (which is what unmarked means)',
    )
  addCommonOptions(importing, false)
    .description('Follow the feeds of an OPML file; each is followed, known already, or refused with a reason')
    .addHelpText('after', '\nExample:\n  tocsin watch import-opml feeds.opml --reliability B --tlp CLEAR\n')
    .action((file: string, options: OpmlOptions) => importOpml(session, file, options))
}

type OpmlOptions = CommonOptions & { preview?: boolean; reliability?: string; intervalSeconds?: string; tlp?: string }
type OpmlRead = OutputOf<typeof importOpmlFile>
const feedsPerCall = 100

async function importOpml(session: Session, file: string, options: OpmlOptions): Promise<void> {
  const { realm, preview, reliability, intervalSeconds, tlp } = options
  const alike = {
    ...(reliability ? { reliability } : {}),
    ...(intervalSeconds ? { intervalSeconds: Number(intervalSeconds) } : {}),
    ...(tlp ? { itemMarking: { tlp } } : {}),
  }
  const all = await withReach(session, async (there) => {
    const looked = await there.call(importOpmlFile, {
      input: { preview: true, ...alike },
      realm,
      upload: readFileSync(file === '-' ? 0 : file),
    })
    if (!looked.ok) return showProblem(session, looked.problem, options)
    const list = looked.value as OpmlRead
    const wanted = preview ? [] : list.feeds.filter(({ outcome }) => outcome === 'would-follow')
    const became = new Map<string, OpmlRead['feeds'][number]>()
    for (let at = 0; at < wanted.length; at += feedsPerCall) {
      const feeds = wanted
        .slice(at, at + feedsPerCall)
        .map(({ url, name, htmlUrl, categories, language }) => ({ url, name, htmlUrl, categories, language }))
      const reply = await there.call(followFeeds, { input: { feeds, ...alike }, realm })
      if (!reply.ok) return showProblem(session, reply.problem, options)
      for (const feed of (reply.value as OutputOf<typeof followFeeds>).feeds) became.set(feed.url, feed)
      say(`${Math.min(at + feedsPerCall, wanted.length)} of ${wanted.length} feeds`)
    }
    const feeds = list.feeds.map((feed) => (feed.outcome === 'would-follow' ? (became.get(feed.url) ?? feed) : feed))
    return { ...list, feeds, ...counted(feeds) }
  })
  if (!all) return
  if (options.json) return answer(JSON.stringify(all))
  for (const { name, url, outcome, why } of all.feeds)
    answer(`${outcome.padEnd(12)} ${name}  ${url}${why ? `  (${why})` : ''}`)
  for (const line of all.partial) say(line)
  say(
    `${all.followed} followed, ${all.wouldFollow} would be followed, ${all.known} known already, ${all.refused} refused.`,
  )
}

function counted(feeds: OpmlRead['feeds']): Pick<OpmlRead, 'followed' | 'wouldFollow' | 'known' | 'refused'> {
  const number = (one: string) => feeds.filter(({ outcome }) => outcome === one).length
  return {
    followed: number('followed'),
    wouldFollow: number('would-follow'),
    known: number('known'),
    refused: number('refused'),
  }
}
