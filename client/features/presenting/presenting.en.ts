import type { English } from '#client/i18n/English.ts'
import type { presentingVi } from './presenting.vi.ts'

export const presentingEn = {
  presents: '{{name}} presents, page {{page}} of {{pages}}',
  presentsHidden: '{{name}} is presenting a paper that is not open to you',
  presentsLost:
    'The tablet of {{name}}, who presents, has lost its connection. The page stays; waiting for it.',
  presentsHere: 'This tablet presents, page {{page}} of {{pages}}',
  presentsElsewhere: 'You are presenting from another tablet, page {{page}} of {{pages}}',
  goOnHere: 'Go on presenting here',
  follow: 'Follow the presenter',
  following: 'Following the presenter',
  present: 'Present',
  presentThis: 'Present this paper',
  stop: 'Stop presenting',
  takeOver: 'Take presenting over',
  confirmTitle: 'Present a restricted paper?',
  confirmSentence:
    'Not everyone in the room may see this paper. If you present it, the hall screen shows it; tablets of those without the right do not.',
  confirmYes: 'Present it',
} as const satisfies English<typeof presentingVi>
