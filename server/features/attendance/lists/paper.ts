import type { Block, Paper, TableRow } from '#server/pdf/blocks.ts'
import { dayInVietnam, longDate } from '#server/pdf/vietnamese.ts'
import { isMember } from '#shared/profiles/profiles.rules.ts'
import type { AttendanceRecord, RecordedPerson } from './record.ts'
import { dateOf, hourOf, modeWords, roleWords, shareWords, standingWords } from './words.ts'

/** What people typed, without what the setting takes for marks of bold and italics. */
const plain = (text: string): string => text.replaceAll('**', '* *').replaceAll('//', '/ /')

/** Words that stay on one line. */
const kept = (text: string): string => text.replaceAll(' ', '\u00a0')

/** A meeting over several days names the day with each time. */
const staysOf = ({ stays }: RecordedPerson, severalDays: boolean): string =>
  stays
    .map(({ from, until }) => {
      const times = `${kept(hourOf(from))} – ${until === null ? 'nay' : kept(hourOf(until))}`
      return severalDays ? `${dateOf(from)}: ${times}` : times
    })
    .join('\n')

const remarkOf = (person: RecordedPerson): string =>
  [
    standingWords[person.standing],
    person.stays.length > 0 && person.mode !== null ? modeWords[person.mode] : '',
    person.reason,
    person.standsInFor === '' ? '' : `dự thay ${person.standsInFor}`,
    person.standIn === '' ? '' : `người dự thay: ${person.standIn}`,
  ]
    .filter(Boolean)
    .map(plain)
    .join('; ')

const rowOf = (person: RecordedPerson, place: number, severalDays: boolean): TableRow => ({
  cells: [
    String(place + 1),
    [`**${plain(person.name)}**`, plain([person.title, person.unitName].filter(Boolean).join(', '))]
      .filter(Boolean)
      .join('\n'),
    roleWords[person.role],
    staysOf(person, severalDays),
    remarkOf(person),
  ],
})

/** [C22] [C16] The members in numbers, with the rule that they are held to. */
const summary = ({ people, quorum, rule, meeting }: AttendanceRecord): string[] => {
  const members = people.filter(({ role }) => isMember(role))
  const others = people.filter(({ role }) => !isMember(role))
  const count = (of: readonly RecordedPerson[], standing: RecordedPerson['standing']) =>
    of.filter(one => one.standing === standing).length
  const isOver = meeting.state === 'closed'
  return [
    [
      `Thành viên: ${quorum.members} người`,
      `${isOver ? 'có mặt đến khi bế mạc' : 'có mặt'}: ${quorum.present}`,
      `đã rời: ${count(members, 'left')}`,
      `vắng có lý do: ${count(members, 'excused')}`,
      `vắng không lý do: ${count(members, 'absent')}`,
      ...(isOver ? [] : [`chưa điểm danh: ${count(members, 'expected')}`]),
    ].join('; '),
    `Người dự thay, đại biểu mời và người phục vụ: ${others.length} người; có mặt: ${count(others, 'present')}`,
    `Yêu cầu ${shareWords(rule.share)} tổng số thành viên có mặt, tức ${quorum.needed} người (quy chế, bản số ${rule.profileVersion}): **${quorum.met ? 'đủ' : 'chưa đủ'} số thành viên dự họp**`,
  ].map(line => `${line}.`)
}

/** [C22] The attendance list as a paper: Vietnamese, A4, as Decree 30/2020/NĐ-CP, appendix I, sets one. */
export const attendancePaper = (record: AttendanceRecord): Paper => {
  const { committee, meeting, madeAt, people } = record
  const days = new Set(people.flatMap(({ stays }) => stays.map(({ from }) => dateOf(from))))
  const begins = meeting.openedAt ?? meeting.startsAt
  const facts = [
    `Phiên họp: ${plain(meeting.title)}.`,
    `Thời gian: ${hourOf(begins)}, ${longDate(dayInVietnam(new Date(begins)))}${
      meeting.closedAt === null
        ? ''
        : `, bế mạc lúc ${hourOf(meeting.closedAt)}${dateOf(meeting.closedAt) === dateOf(begins) ? '' : ` ngày ${dateOf(meeting.closedAt)}`}`
    }.`,
    ...(meeting.place === '' ? [] : [`Địa điểm: ${plain(meeting.place)}.`]),
    ...summary(record),
  ]
  const blocks: Block[] = [
    {
      kind: 'columns',
      split: 0.42,
      left: [{ text: `**${plain(committee).toLocaleUpperCase('vi')}**`, size: 12.5, rule: 0.4 }],
      right: [
        { text: '**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**', size: 12 },
        { text: '**Độc lập - Tự do - Hạnh phúc**', size: 13, rule: 1 },
      ],
    },
    { kind: 'space', height: 14 },
    { kind: 'paragraph', text: '**DANH SÁCH ĐIỂM DANH**', align: 'center', after: 8, keepNext: true },
    ...facts.map((text): Block => ({ kind: 'paragraph', text, size: 13, firstLine: 0, after: 3 })),
    { kind: 'space', height: 4 },
    {
      kind: 'table',
      size: 11.5,
      columns: [
        { share: 6, align: 'center' },
        { share: 35, align: 'left' },
        { share: 15, align: 'left' },
        { share: 20, align: 'left' },
        { share: 24, align: 'left' },
      ],
      header: [
        [
          { text: 'TT' },
          { text: 'Họ và tên, chức vụ' },
          { text: 'Tư cách' },
          { text: 'Thời gian có mặt' },
          { text: 'Tình trạng, ghi chú' },
        ],
      ],
      rows: people.map((person, place) => rowOf(person, place, days.size > 1)),
    },
    {
      kind: 'paragraph',
      text: `//Danh sách lập lúc ${hourOf(madeAt)} ngày ${dateOf(madeAt)}.//`,
      align: 'right',
      size: 12,
      before: 6,
      keepNext: true,
    },
    {
      kind: 'columns',
      split: 0.5,
      before: 8,
      left: [
        { text: '**THƯ KÝ**', size: 13 },
        { text: '//(Ký, ghi rõ họ tên)//', size: 12 },
      ],
      right: [
        { text: '**CHỦ TỌA**', size: 13 },
        { text: '//(Ký, ghi rõ họ tên)//', size: 12 },
      ],
    },
    { kind: 'space', height: 60 },
  ]
  return {
    title: 'Danh sách điểm danh',
    subject: meeting.title,
    author: committee,
    size: 13,
    sections: [{ orientation: 'portrait', blocks }],
  }
}
