import type { Block, Paper } from '#server/pdf/blocks.ts'
import type { Day } from '#server/pdf/vietnamese.ts'
import { person } from '../committee.ts'
import { ARTICLES, CHAPTERS } from './draftDecisionArticles.ts'
import { basis, letterhead, p, signature, titleBlock } from './formal.ts'

const ABOUT =
  'Quy định phân cấp thẩm quyền và quản lý, sử dụng, khai thác\ntài sản kết cấu hạ tầng cấp nước sạch nông thôn\ntrên địa bàn tỉnh Thuận Giang'

function decision(day: Day): Block[] {
  return [
    p('**DỰ THẢO**', { align: 'right', size: 13, after: 4 }),
    ...letterhead({
      issuer: 'Ủy ban nhân dân\ntỉnh Thuận Giang',
      number: `       /${day.year}/QĐ-UBND`,
      day,
      openDate: true,
    }),
    ...titleBlock('Quyết định', ABOUT),
    basis('Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;'),
    basis('Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;'),
    basis('Căn cứ Luật Quản lý, sử dụng tài sản công số 15/2017/QH14;'),
    basis('Căn cứ Luật Tài nguyên nước số 28/2023/QH15;'),
    basis(
      'Căn cứ Nghị định số 43/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ quy định việc quản lý, sử dụng và khai thác tài sản kết cấu hạ tầng cấp nước sạch;',
    ),
    basis('Theo đề nghị của Giám đốc Sở Nông nghiệp và Môi trường;'),
    basis(
      'Ủy ban nhân dân tỉnh ban hành Quyết định quy định phân cấp thẩm quyền và quản lý, sử dụng, khai thác tài sản kết cấu hạ tầng cấp nước sạch nông thôn trên địa bàn tỉnh Thuận Giang.',
    ),
    p(
      '**Điều 1.** Ban hành kèm theo Quyết định này Quy định phân cấp thẩm quyền và quản lý, sử dụng, khai thác tài sản kết cấu hạ tầng cấp nước sạch nông thôn trên địa bàn tỉnh Thuận Giang.',
    ),
    p(
      '**Điều 2.** Quyết định này có hiệu lực sau 15 ngày kể từ ngày ký. Các văn bản do Ủy ban nhân dân cấp huyện ban hành trước ngày 01 tháng 7 năm 2025 về giao công trình cấp nước sạch nông thôn hết hiệu lực khi tài sản được giao lại theo Quyết định này.',
    ),
    p(
      '**Điều 3.** Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nông nghiệp và Môi trường, Giám đốc các sở, Thủ trưởng các ban, ngành, Chủ tịch Ủy ban nhân dân các xã, phường và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
    ),
    ...signature({
      authority: 'TM. ỦY BAN NHÂN DÂN',
      title: 'CHỦ TỊCH',
      name: person('chair').fullName,
      unsigned: true,
      recipients: [
        'Như Điều 3;',
        'Văn phòng Chính phủ;',
        'Bộ Nông nghiệp và Môi trường;',
        'Cục Kiểm tra văn bản và Tổ chức thi hành pháp luật, Bộ Tư pháp;',
        'Thường trực Tỉnh ủy, Thường trực HĐND tỉnh;',
        'Chủ tịch, các Phó Chủ tịch UBND tỉnh;',
        'Cổng thông tin điện tử tỉnh;',
        'Lưu: VT, NN.',
      ],
    }),
  ]
}

function regulation(day: Day): Block[] {
  const blocks: Block[] = [
    ...letterhead({
      issuer: 'Ủy ban nhân dân\ntỉnh Thuận Giang',
      number: `       /${day.year}/QĐ-UBND`,
      day,
      openDate: true,
    }).slice(0, 1),
    { kind: 'space', height: 10 },
    p('**QUY ĐỊNH**', { align: 'center', after: 0 }),
    p(
      '**Phân cấp thẩm quyền và quản lý, sử dụng, khai thác\ntài sản kết cấu hạ tầng cấp nước sạch nông thôn\ntrên địa bàn tỉnh Thuận Giang**',
      { align: 'center', after: 0 },
    ),
    p(
      `//(Ban hành kèm theo Quyết định số \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/${day.year}/QĐ-UBND\ncủa Ủy ban nhân dân tỉnh Thuận Giang)//`,
      { align: 'center', after: 0 },
    ),
    { kind: 'rule', width: 100 },
  ]
  let number = 0
  CHAPTERS.forEach((title, index) => {
    const roman = ['I', 'II', 'III', 'IV'][index] ?? ''
    const text = `Chương ${roman}\n${title}`
    const short = `Chương ${roman}. ${title}`
    blocks.push({ kind: 'heading', level: 1, text, short, anchor: short, align: 'center' })
    for (const article of ARTICLES.filter(one => one.chapter === index)) {
      number += 1
      const name = `Điều ${number}. ${article.title}`
      blocks.push({ kind: 'heading', level: 2, text: name, anchor: name })
      for (const clause of article.clauses) blocks.push(p(clause))
    }
  })
  return blocks
}

/** The draft decision and the regulation it promulgates: chapters, articles, clauses and points. */
export function draftDecision(today: Day): Paper {
  return {
    title: 'Dự thảo Quyết định về tài sản kết cấu hạ tầng cấp nước sạch nông thôn',
    subject: 'Tài liệu minh họa của một tỉnh không có thật',
    author: 'Sở Nông nghiệp và Môi trường',
    sections: [
      { orientation: 'portrait', blocks: decision(today) },
      { orientation: 'portrait', blocks: regulation(today), restartNumbers: true },
    ],
  }
}
