// provider-metadata.json of CSAF 2.0 and 2.1: who publishes, by which keys, and where the lists of documents are.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { ProviderFacts, ProviderFeed, ProviderKey } from '../../model/advisories/advisory.ts'
import { type Tree, textOf, treeOf, treesOf, wordOf } from './look.ts'

const roles = ['csaf_publisher', 'csaf_provider', 'csaf_trusted_provider'] as const
const mostFeeds = 60
const mostKeys = 20

/** Refuses `bad-metadata` with what is missing. `isOpen` says which addresses may be asked at all. */
export function readMetadata(
  value: unknown,
  metadataUrl: string,
  isOpen: (url: string) => boolean,
): Reply<ProviderFacts> {
  const tree = treeOf(value)
  const no = (why: string) => refuse('bad-metadata', `${metadataUrl}: ${why}.`)
  if (tree.metadata_version !== '2.0' && tree.metadata_version !== '2.1')
    return no('metadata_version is not 2.0 or 2.1')
  const role = roles.find((one) => one === tree.role)
  if (!role) return no('it has no role that is known')
  const publisher = treeOf(tree.publisher)
  const { name, namespace, category } = publisher
  if (textOf(name, 300) === null || textOf(namespace, 500) === null) return no('it does not name its publisher')
  const feeds = feedsOf(tree).filter(({ url }) => isOpen(url))
  if (role !== 'csaf_publisher' && feeds.length === 0) return no('it names no list of documents that can be fetched')
  return done({
    metadataUrl: metadataUrl.slice(0, 1000),
    publisher: { name: wordOf(name, 300), namespace: wordOf(namespace, 500), category: wordOf(category, 60) },
    role,
    keys: keysOf(tree).filter(({ url }) => isOpen(url)),
    feeds,
  })
}

/** Feeds are preferred; directories count only where there is no feed, as the standard says. */
function feedsOf(tree: Tree): ProviderFeed[] {
  const distributions = treesOf(tree.distributions)
  const rolie = distributions.flatMap((one) =>
    treesOf(treeOf(one.rolie).feeds).flatMap((feed) => feedAt('rolie', feed.url, feed.tlp_label)),
  )
  if (rolie.length > 0) return rolie.slice(0, mostFeeds)
  const directories = distributions.flatMap((one) => [
    ...feedAt('directory', one.directory_url, null),
    ...feedAt('directory', treeOf(one.directory).url, treeOf(one.directory).tlp_label),
  ])
  return directories.slice(0, mostFeeds)
}

function feedAt(kind: ProviderFeed['kind'], url: unknown, tlp: unknown): ProviderFeed[] {
  return typeof url === 'string' && url.length <= 1000 ? [{ kind, url, tlp: textOf(tlp, 40) }] : []
}

function keysOf(tree: Tree): ProviderKey[] {
  return treesOf(tree.public_openpgp_keys)
    .slice(0, mostKeys)
    .flatMap((key) => {
      const fingerprint = wordOf(key.fingerprint, 64).toUpperCase()
      const url = wordOf(key.url, 1000)
      return /^[0-9A-F]{40,64}$/.test(fingerprint) && url !== '' ? [{ fingerprint, url }] : []
    })
}
