import { IconFolderOpen } from '@tabler/icons-react'
import { Button } from '#client/ui/Button.tsx'
import { ConnectionMark } from '#client/ui/ConnectionMark.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { notify } from '#client/ui/notices.ts'
import { Panel } from '#client/ui/Panel.tsx'
import { Progress } from '#client/ui/Progress.tsx'
import { QrCode } from '#client/ui/QrCode.tsx'
import { SaveMark } from '#client/ui/SaveMark.tsx'
import { State } from '#client/ui/State.tsx'
import styles from './Gallery.module.css'

/** States, progress, emptiness, errors, the QR code. */
export function StatesPart() {
  return (
    <Panel title="Tình trạng">
      <div className={styles.part}>
        <div className={styles.row}>
          <State tone="ok">Đủ số thành viên dự họp</State>
          <State tone="warn">Tài liệu muộn</State>
          <State tone="bad">Không được thông qua</State>
          <State tone="current">Đang họp</State>
          <State tone="gold">Đang phát biểu</State>
          <State tone="quiet">Bản đang soạn</State>
        </div>
        <div className={styles.row}>
          <ConnectionMark state="connected" />
          <ConnectionMark state="reconnecting" />
          <ConnectionMark state="offline" />
          <SaveMark state="saved" />
          <SaveMark state="saving" />
          <SaveMark state="kept" />
          <SaveMark state="failed" />
        </div>
        <Progress label="Đang tải Tờ trình số 12/TTr-STC" value={0.45} detail="5,4 MB / 12 MB ·" />
        <Progress label="Đang chuẩn bị tài liệu" value={null} />
        <ErrorNote error={{ code: 'rate.limited', retryAfterMs: 45_000 }} onRetry={() => undefined} />
        <div className={styles.columns}>
          <EmptyState
            icon={<IconFolderOpen size={40} aria-hidden="true" />}
            title="Chưa có phiên họp nào"
            action={<Button look="primary">Tạo phiên họp</Button>}
          >
            Tạo phiên họp đầu tiên, thêm nội dung và tải tài liệu lên.
          </EmptyState>
          <QrCode
            text="https://hop.example.vn/qr/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
            label="Mã QR đăng nhập"
            size={220}
          />
        </div>
        <div className={styles.row}>
          <Button onClick={() => notify('ok', 'Đã lưu chương trình')}>Hiện thông báo</Button>
          <Button
            onClick={() =>
              notify('quiet', 'Có bản mới của ứng dụng', {
                action: { label: 'Cập nhật', perform: () => undefined },
              })
            }
          >
            Hiện thông báo có nút
          </Button>
        </div>
      </div>
    </Panel>
  )
}
