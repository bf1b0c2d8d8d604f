"""What can go wrong with a workbook file, as codes and plain Chinese sentences."""

from __future__ import annotations

from perfscore.diagnostics import CellRef, Diagnostic, Severity

READ_FAULTS = {
    "F101": "找不到文件“{file}”。请检查文件名和所在文件夹，或把文件放回原处后重试。",
    "F102": "没有权限读取“{file}”。请确认您能打开这个文件，或把它复制到自己的文件夹后重试。",
    "F103": ("“{file}”不是Excel工作簿（{seen}）。请选择.xlsx或.xlsm文件；如果单位使用文档加密软件，请先解密再试。"),
    "F104": "“{file}”是旧版Excel格式（.xls）。请用Excel或WPS打开，另存为“Excel 工作簿（*.xlsx）”后再试。",
    "F105": ("“{file}”设有打开密码，程序无法读取。请用Excel打开，在“文件－信息－保护工作簿”中清除密码并保存后再试。"),
    "F106": (
        "“{file}”的内容是{seen}，不是.xlsx工作簿（只改扩展名没有用）。"
        "请用Excel或WPS打开，另存为“Excel 工作簿（*.xlsx）”后再试。"
    ),
    "F107": ("“{file}”不完整或已损坏（{seen}）。请重新下载或拷贝一份；如果Excel能打开，请另存为新的.xlsx文件后再试。"),
    "F108": (
        "“{file}”的压缩内容异常（{seen}），为安全起见没有打开。"
        "请用Excel打开，只保留需要的工作表，另存为新的.xlsx文件后再试。"
    ),
    "F109": (
        "“{file}”的“{part}”部分含有文档类型或实体声明，正常的工作簿不会有，"
        "为安全起见没有打开。请用Excel打开后另存为新的.xlsx文件。"
    ),
    "F110": (
        "“{file}”的“{sheet}”表内容过多（超过{limit}个有内容的单元格）。请只保留绩效表格所在的工作表，另存后再试。"
    ),
}

WRITE_FAULTS = {
    "F201": (
        "“{file}”正在{program}中打开，结果没有写入。请保存并关闭该文件后重试；"
        "如果确实没有打开，请删除同一文件夹中的“{lock}”后重试。"
    ),
    "F202": (
        "无法写入“{file}”：文件为只读，或正被其他程序占用。请关闭打开它的程序、取消“只读”属性，或换一个文件名后重试。"
    ),
    "F203": "无法在文件夹“{folder}”中保存文件。请换到有写入权限的文件夹（例如“文档”）后重试。",
    "F204": "磁盘空间不足，“{file}”没有写入，原文件未受影响。请清理磁盘或换一个磁盘后重试。",
    "F205": "文件夹“{folder}”不存在。请先建立该文件夹，或改用已有的文件夹。",
    "F206": "写入“{file}”时系统报告错误（{seen}），原文件未受影响。请检查磁盘或网络连接后重试。",
    "F207": "工作簿中没有名为“{sheet}”的工作表，结果没有写入。请核对工作表名称后重试。",
    "F208": (
        "“{sheet}”表设有工作表保护，程序不会解除，结果没有写入。请改用单独的计分底稿，或请表格管理人取消保护后重试。"
    ),
    "F209": (
        "工作簿的结构受保护，不能增加或删除工作表，结果没有写入。"
        "请在“审阅－保护工作簿”中取消保护，或改用单独的计分底稿。"
    ),
    "F210": ("工作簿中已有名为“{sheet}”的工作表，而且不是本程序生成的，为避免覆盖没有写入。请先把该表改名后重试。"),
    "F211": "“{file}”{seen}，Excel会拒绝打开扩展名不符的文件。请把结果保存为“{wanted}”。",
    "F212": (
        "“{sheet}”表的{place}属于一片不能单独修改的数组公式区域，结果没有写入。请先把该区域的公式转换为数值后重试。"
    ),
    "F213": ("“{sheet}”表的内部次序不规范（{seen}），直接写入可能损坏文件，没有写入。请用Excel打开后另存一份再试。"),
    "F214": "“{sheet}”表不是本程序生成的，程序不会删除它，结果没有写入。如需删除，请在Excel中自行操作。",
}

WARNINGS = {
    "F221": "“{file}”带有数字签名；写入计分结果后签名会失效，需要时请重新签名。",
    "F222": "{place}的文字超过Excel单元格上限32767字，已截断保存。请精简该处文字。",
    "F223": "“{sheet}”表{place}已有数据验证，未另加下拉建议，原有验证保持不变。",
}


class WorkbookFault(Exception):  # noqa: N818 - a user's mistake on its way to becoming a value
    """A problem with the user's file, carrying its diagnostic up to the public function that returns it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def fault(code: str, **words: object) -> WorkbookFault:
    """Return the fault with this code, its sentence filled with ``words``."""
    return WorkbookFault(error(code, **words))


def error(code: str, **words: object) -> Diagnostic:
    """Return the error diagnostic with this code, its sentence filled with ``words``."""
    sentence = READ_FAULTS.get(code) or WRITE_FAULTS[code]
    return Diagnostic(code, Severity.ERROR, sentence.format(**words))


def warning(code: str, where: CellRef | None = None, **words: object) -> Diagnostic:
    """Return the warning diagnostic with this code; the file is written all the same."""
    return Diagnostic(code, Severity.WARNING, WARNINGS[code].format(**words), where=where)
