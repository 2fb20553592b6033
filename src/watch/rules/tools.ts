// What the stages ask of libraries: parsers, detectors and a hash arrive as arguments, so that rules import none.
export interface Node {
  nodeType: number
  localName?: string
  data?: string
  childNodes: ArrayLike<Node>
  getAttribute?(name: string): string | null
}

export interface Page extends Node {
  querySelector(selector: string): Node | null
}

export interface MarkupTools {
  parse(html: string): Page
  /** The main article of a page that is mostly links, or null. */
  readable(html: string): { title: string; content: string } | null
}

export interface Guess {
  code: string
  confidence: number
}

export interface LanguageTools {
  /** Best first. */
  eld(text: string): Guess[]
  cld3(text: string): Guess | null
}

export interface Tools extends MarkupTools, LanguageTools {
  sha256(text: string): string
}
