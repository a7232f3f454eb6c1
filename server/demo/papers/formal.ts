import type { Block, Paragraph } from '#server/pdf/blocks.ts'
import { mm } from '#server/pdf/page.ts'
import { type Day, longDate } from '#server/pdf/vietnamese.ts'
import { PROVINCE } from '../committee.ts'

/** Parts that Decree 30/2020/NĐ-CP, appendix I, gives every administrative document. */

export interface Letterhead {
  /** The body above the issuing one, where there is one. */
  above?: string
  issuer: string
  /** `1234/TTr-SNNMT`; without a number yet, spaces are left for it. */
  number: string
  /** For official letters (công văn): what it is about. */
  about?: string
  place?: string
  day: Day
  /** Drafts leave the day open. */
  openDate?: boolean
}

/** National name and motto, issuing body, number, place and date. */
export function letterhead(head: Letterhead): Block[] {
  const date = head.openDate
    ? `ngày\u00a0     tháng\u00a0     năm\u00a0${head.day.year}`.replaceAll('     ', '\u00a0'.repeat(6))
    : longDate(head.day)
  return [
    {
      kind: 'columns',
      split: 0.4,
      left: [
        ...(head.above ? [{ text: head.above.toUpperCase(), size: 12 }] : []),
        { text: `**${head.issuer.toUpperCase()}**`, size: 12.5, rule: 0.4 },
      ],
      right: [
        { text: '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**', size: 12 },
        { text: '**Độc lập - Tự do - Hạnh phúc**', size: 13, rule: 1 },
      ],
    },
    {
      kind: 'columns',
      split: 0.4,
      before: 5,
      left: [
        { text: `Số:\u00a0${head.number.replaceAll(' ', '\u00a0')}`, size: 13 },
        ...(head.about ? [{ text: `V/v ${head.about}`, size: 12 }] : []),
      ],
      right: [{ text: `//${head.place ?? PROVINCE.name}, ${date}//`, size: 13 }],
    },
    { kind: 'space', height: 12 },
  ]
}

/** The document's type and what it is about, with the short rule under it. */
export function titleBlock(type: string, about: string): Block[] {
  return [
    { kind: 'paragraph', text: `**${type.toUpperCase()}**`, align: 'center', after: 0, keepNext: true },
    { kind: 'paragraph', text: `**${about}**`, align: 'center', after: 0, keepNext: true },
    { kind: 'rule', width: mm(38) },
    { kind: 'space', height: 6 },
  ]
}

export interface Signature {
  /** `TM. ỦY BAN NHÂN DÂN`, `KT. GIÁM ĐỐC`. */
  authority?: string
  title: string
  name: string
  /** Drafts are not signed. */
  unsigned?: boolean
  recipients: string[]
}

/** Recipients on the left, who signs on the right, kept on one page. */
export function signature(sign: Signature): Block[] {
  return [
    {
      kind: 'columns',
      split: 0.46,
      before: 10,
      left: [
        { text: '**//Nơi nhận://**', size: 12, align: 'left' },
        ...sign.recipients.map(text => ({ text: `- ${text}`, size: 11, align: 'left' as const })),
      ],
      right: [
        ...(sign.authority ? [{ text: `**${sign.authority}**`, size: 13.5 }] : []),
        { text: `**${sign.title}**`, size: 13.5 },
        { text: sign.unsigned ? '' : '//(Đã ký)//', size: 13, before: 26 },
        { text: `**${sign.name}**`, size: 14, before: 26 },
      ],
    },
  ]
}

/** A body paragraph. */
export const p = (text: string, more: Partial<Paragraph> = {}): Paragraph => ({
  kind: 'paragraph',
  text,
  ...more,
})

/** Several body paragraphs, one a line; blank lines are skipped, bold ones stay with what follows. */
export const paragraphs = (text: string): Paragraph[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => p(line, { keepNext: /^\*\*[^*]+\*\*$/.test(line) }))

/** A basis of law: in italics, as Decree 30/2020 asks. */
export const basis = (text: string): Paragraph => p(`//${text}//`)

/** A heading of the given level; its text must be unique in the paper, for it is what links lead to. */
export function heading(
  level: 1 | 2 | 3,
  text: string,
  more: { newPage?: boolean; short?: string } = {},
): Block {
  return { kind: 'heading', level, text, anchor: `${level}:${text}`, ...more }
}
