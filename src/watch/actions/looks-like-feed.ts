// Telling a feed from an article, apart from reading it: the reader of feeds is only loaded in its worker.

/** Whether a text looks like a feed rather than an article: by its first element or, for JSON, its version. */
export function looksLikeFeed(text: string): boolean {
  const head = text.slice(0, 5000).replace(/^[\s\ufeff]+/, '')
  if (
    /^(?:<\?xml[^>]{0,300}\?>)?(?:\s|<!--[^>]{0,1000}-->|<\?[^>]{0,300}\?>|<!doctype\s+(?!html)[^>]{0,1000}>)*<(?:rss|feed|rdf:RDF|RDF)[\s>]/i.test(
      head,
    )
  )
    return true
  if (/^<\?xml[^>]{0,300}\?>\s*<!DOCTYPE\s+(?!html)/i.test(head)) return true
  return head.startsWith('{') && /"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(head)
}
