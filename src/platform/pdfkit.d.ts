// What the house uses of the document class of pdfmake, which brings pdfkit and the fonts; neither package has types.
declare module 'pdfmake/js/PDFDocument.js' {
  export interface PdfTextOptions {
    width?: number
    lineGap?: number
    paragraphGap?: number
    continued?: boolean
    lineBreak?: boolean
    align?: 'left' | 'right'
    ellipsis?: boolean
    height?: number
  }
  export interface PdfElement {
    add(child: PdfElement): PdfElement
    end(): PdfElement
  }
  export interface PdfPage {
    width: number
    height: number
    margins: { top: number; bottom: number; left: number; right: number }
  }
  export class PdfDocument {
    constructor(fonts: object, images: object, patterns: object, attachments: object, options: object)
    x: number
    y: number
    page: PdfPage
    registerFont(name: string, file: string): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(colour: string): this
    strokeColor(colour: string): this
    lineWidth(width: number): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    stroke(): this
    moveDown(lines?: number): this
    text(text: string, options?: PdfTextOptions): this
    text(text: string, x: number, y: number, options?: PdfTextOptions): this
    /** Points, in the font and size that are set. */
    widthOfString(text: string): number
    currentLineHeight(includeGap?: boolean): number
    heightOfString(text: string, options?: PdfTextOptions): number
    addPage(): this
    bufferedPageRange(): { start: number; count: number }
    switchToPage(page: number): this
    struct(type: string, children?: PdfElement[] | (() => void)): PdfElement
    addStructure(element: PdfElement): this
    markContent(tag: string, options?: object): this
    endMarkedContent(): this
    on(event: 'data', hear: (chunk: Buffer) => void): this
    on(event: 'end', hear: () => void): this
    on(event: 'error', hear: (error: Error) => void): this
    end(): void
    /** The font in use, as fontkit reads it. */
    _font: { font: { hasGlyphForCodePoint(code: number): boolean } }
  }
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS.
  export default PdfDocument
}
