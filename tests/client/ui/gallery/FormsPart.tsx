import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { FileDrop } from '#client/ui/FileDrop.tsx'
import { HoldButton } from '#client/ui/HoldButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { PasswordField } from '#client/ui/PasswordField.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { Select } from '#client/ui/Select.tsx'
import { Switch } from '#client/ui/Switch.tsx'
import { TextArea } from '#client/ui/TextArea.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import styles from './Gallery.module.css'

/** Fields, choices and what is confirmed. */
export function FormsPart() {
  const [name, setName] = useState('Báo cáo tình hình kinh tế – xã hội tháng 11')
  const [login, setLogin] = useState('nguyen van an')
  const [entered, setEntered] = useState('')
  const [password, setPassword] = useState('Mật khẩu dài')
  const [kind, setKind] = useState<'regular' | 'special' | 'urgent'>('regular')
  const [audience, setAudience] = useState<'everyone' | 'members'>('everyone')
  const [notes, setNotes] = useState('')
  const [late, setLate] = useState(true)
  const [remind, setRemind] = useState(false)
  const [ticked, setTicked] = useState(true)
  const [asking, setAsking] = useState(false)
  return (
    <section className={styles.part} aria-label="Điền và chọn">
      <div className={styles.columns}>
        <TextInput
          label="Tên nội dung"
          value={name}
          onChange={setName}
          onEnter={() => setEntered(name)}
          hint={`Đã nhận: ${entered}`}
        />
        <TextInput
          label="Tên đăng nhập"
          value={login}
          onChange={setLogin}
          required
          error="Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch ngang."
        />
        <PasswordField
          label="Mật khẩu"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <Select
          label="Loại phiên họp"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'regular', label: 'Thường kỳ' },
            { value: 'special', label: 'Chuyên đề' },
            { value: 'urgent', label: 'Đột xuất' },
          ]}
        />
        <TextInput
          label="Thời gian bắt đầu"
          type="datetime-local"
          value="2026-11-26T08:00"
          onChange={() => undefined}
        />
        <TextArea
          label="Ghi chú"
          optional
          value={notes}
          onChange={setNotes}
          placeholder="Dặn thêm cho đại biểu"
        />
        <RadioGroup
          label="Ai được xem"
          value={audience}
          onChange={setAudience}
          options={[
            { value: 'everyone', label: 'Mọi người dự họp' },
            {
              value: 'members',
              label: 'Chỉ thành viên Ủy ban',
              hint: 'Người dự thay và đại biểu mời không thấy',
            },
          ]}
        />
        <div>
          <Switch
            label="Nhận tài liệu gửi muộn"
            hint="Tài liệu muộn được đánh dấu, không bị chặn"
            checked={late}
            onChange={setLate}
          />
          <Switch label="Nhắc trước giờ họp" checked={remind} onChange={setRemind} />
          <Checkbox label="Đã đọc quy chế" checked={ticked} onChange={setTicked} />
          <Checkbox label="Không dùng được lúc này" checked={false} disabled onChange={() => undefined} />
        </div>
      </div>
      <FileDrop
        label="Tải tài liệu cho nội dung 2"
        hint="Tệp PDF, tối đa 500 MB"
        accept=".pdf"
        onFiles={files => notify('ok', `${files.length} tệp`)}
      />
      <div className={styles.row}>
        <HoldButton
          icon={<IconTrash aria-hidden="true" />}
          onHold={() => notify('ok', 'Đã kết thúc phiên họp')}
        >
          Kết thúc phiên họp
        </HoldButton>
        <HoldButton look="primary" onHold={() => notify('ok', 'Đã mở biểu quyết')}>
          Mở biểu quyết
        </HoldButton>
        <Button look="danger" onClick={() => setAsking(true)}>
          Gỡ tài liệu này
        </Button>
      </div>
      <ConfirmSentence
        open={asking}
        title="Gỡ tài liệu này?"
        sentence="Tờ trình về dự toán ngân sách năm 2027 sẽ không còn trên máy của đại biểu; ghi chú của mỗi người vẫn được giữ."
        confirmLabel="Gỡ tài liệu"
        danger
        onConfirm={() => setAsking(false)}
        onCancel={() => setAsking(false)}
      />
    </section>
  )
}
