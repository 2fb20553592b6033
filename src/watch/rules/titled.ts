// A title as the stages get it: its words, and where they stand in the text when they do.
import type { Span } from '../model.ts'

export interface Titled {
  text: string
  /** Null when the title came from beside the text: a feed, a page's head, a person. */
  span: Span | null
}
