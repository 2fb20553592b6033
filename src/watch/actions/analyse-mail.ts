// From a mail to articles: each letter in it, and each text that is attached, with its outlet, date and identity.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type Articles, articlesFrom, given, type Known, type Readers, rawOf } from './articles.ts'
import type { Letter, LetterPart, MailRead } from './read-mail.ts'

export async function analyseMail(readers: Readers, bytes: Uint8Array, known: Known): Promise<Reply<Articles>> {
  const mail = await readers.feeds.mail(bytes)
  return mail.ok ? analyseLetters(readers, bytes, mail.value, known) : mail
}

export async function analyseLetters(
  readers: Readers,
  bytes: Uint8Array,
  mail: MailRead,
  known: Known,
): Promise<Reply<Articles>> {
  const out: Articles = { articles: [], did: ['read as a mail'], partial: [...mail.partial], stageVersions: {} }
  const raw = rawOf(bytes, 'mail')
  for (const letter of mail.letters) {
    for (const part of textsOf(letter)) {
      const about = {
        title: known.title || (part.name ?? letter.subject),
        ...(known.publishedAt || letter.date ? { publishedAt: known.publishedAt ?? letter.date ?? '' } : {}),
        ...(known.url ? { url: known.url } : {}),
      }
      const input = { text: part.text, kind: part.kind, ...given(about), split: true }
      const answer = await readers.analyser.analyse(input, known.context)
      const read = articlesFrom(answer, about, raw, () => input)
      if (!read.ok && read.refusal === 'busy') return read
      if (!read.ok) continue
      const { articles, did, partial, stageVersions } = read.value
      const [only] = articles
      if (articles.length === 1 && only && part.name === null) {
        // The very mail again is the same item (RFC 2392 writes such an identity as an address).
        only.item = { ...only.item, canonicalUrl: only.item.canonicalUrl ?? addressOf(letter) }
      }
      for (const article of articles) {
        article.outlet = letter.outlet
        article.item = { ...article.item, partial: [...article.item.partial, ...letter.unopened] }
      }
      out.articles.push(...articles)
      out.did.push(...did)
      out.partial.push(...partial)
      out.stageVersions = stageVersions
    }
    out.partial.push(...letter.unopened)
  }
  return out.articles.length === 0 ? refuse('no-text', 'There is no text in the mail, and no subject.') : done(out)
}

/** A mail of pictures alone still says something: its subject, and what was attached. */
function textsOf({ parts, subject }: Letter): LetterPart[] {
  const readable = parts.filter(({ text }) => /\p{L}/u.test(text))
  return readable.length > 0 || subject === '' ? readable : [{ kind: 'plain', text: subject, name: null }]
}

function addressOf({ messageId }: Letter): string | null {
  return messageId === null ? null : `mid:${encodeURIComponent(messageId)}`
}
