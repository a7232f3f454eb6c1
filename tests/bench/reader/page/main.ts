import { openOurs } from './ours.ts'
import { openPeer } from './peer.ts'
import { type Arm, jump, scrollThrough } from './watch.ts'

declare global {
  interface Window {
    arm: Promise<Arm>
    scrollThrough: typeof scrollThrough
    jump: typeof jump
  }
}

const query = new URLSearchParams(location.search)
const host = document.getElementById('host') as HTMLDivElement
const paper = `/papers/${query.get('paper')}`
window.arm = query.get('arm') === 'peer' ? openPeer(host, paper) : openOurs(host, paper, query.has('thumbs'))
window.scrollThrough = scrollThrough
window.jump = jump
