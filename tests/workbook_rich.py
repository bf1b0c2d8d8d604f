# ruff: noqa: E501 - XML as Excel writes it, which has no shorter lines
"""One workbook that holds everything an official form may hold: what is lost in writing shows here."""

from __future__ import annotations

from decimal import Decimal

from perfscore.grid.plan import AttentionRule, CellLook, CellWrite, SheetPlan, Suggestions, Tint, WorkbookPlan
from perfscore.grid.sheet import CellRange
from workbook_kit import HEAD, MAIN, PNG, RELATIONS, XLSM, XLSX, relations, styles, types

STATE = '{"口径": "x"}'
OURS = "得分汇总"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"

STRINGS = (
    f'{HEAD}<sst xmlns="{MAIN}" count="6" uniqueCount="6"><si><t>项目支出绩效目标表</t></si><si><t>三级指标</t></si>'
    '<si><r><rPr><b/><sz val="11"/></rPr><t>分</t></r><r><t xml:space="preserve">值 </t></r></si>'
    '<si><t>绩效</t><rPh sb="0" eb="2"><t>ジキ</t></rPh><phoneticPr fontId="0"/></si><si><t>补助</t></si><si><t>合计</t></si></sst>'
)

FORM = (
    f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}" xmlns:mc="{_MC}" mc:Ignorable="x14ac xr" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
    'xr:uid="{00000000-0001-0000-0000-000000000000}">'
    '<sheetPr codeName="Sheet1"><tabColor rgb="FF00B050"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:D6"/>'
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" '
    'state="frozen"/><selection pane="bottomLeft" activeCell="B3" sqref="B3"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>'
    '<cols><col min="1" max="1" width="24.5" customWidth="1" style="2"/><col min="2" max="16384" width="12.75" '
    'customWidth="1" hidden="0"/></cols>'
    '<sheetData><row r="1" spans="1:4" ht="30" customHeight="1" x14ac:dyDescent="0.3"><c r="A1" s="3" t="s"><v>0</v></c>'
    '<c r="B1" s="3"/><c r="C1" s="3"/><c r="D1" s="3"/></row>\n'
    '<row r="2" spans="1:4"><c r="A2" s="4" t="s"><v>1</v></c><c r="B2" s="4" t="s"><v>2</v></c>'
    '<c r="C2" s="4" t="s"><v>3</v></c><c r="D2" s="4" t="inlineStr"><is><t>得分</t></is></c></row>'
    '<row r="3" spans="1:4"><c r="A3" s="4" t="s"><v>4</v></c><c r="B3" s="1"><v>0.95</v></c>'
    '<c r="C3"><f>B3*20</f><v>19</v></c><c r="D3"/></row>'
    '<row r="4" spans="1:4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#N/A</v></c>'
    '<c r="C4"><f t="shared" ref="C4:C5" si="0">B4*2</f><v>2</v></c></row>'
    '<row r="5"><c r="C5"><f t="shared" si="0"/><v>4</v></c></row>'
    '<row r="6" spans="1:4"><c r="A6" t="s"><v>5</v></c><c r="B6" s="2"><v>45352</v></c></row></sheetData>'
    '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'
    '<conditionalFormatting sqref="B3:B6"><cfRule type="cellIs" dxfId="0" priority="3" operator="greaterThan">'
    "<formula>90</formula></cfRule></conditionalFormatting>"
    '<dataValidations count="1"><dataValidation type="decimal" allowBlank="1" showErrorMessage="1" sqref="B3:B6">'
    "<formula1>0</formula1><formula2>100</formula2></dataValidation></dataValidations>"
    '<hyperlinks><hyperlink ref="A6" r:id="rId5" display="网站"/></hyperlinks>'
    '<printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" '
    'footer="0.3"/><pageSetup paperSize="9" scale="80" orientation="landscape" r:id="rId1"/>'
    "<headerFooter><oddFooter>&amp;C第&amp;P页</oddFooter></headerFooter>"
    '<rowBreaks count="1" manualBreakCount="1"><brk id="4" max="16383" man="1"/></rowBreaks>'
    '<drawing r:id="rId2"/><legacyDrawing r:id="rId3"/>'
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14"><controls><control shapeId="1026" r:id="rId6" '
    'name="复选框 1"><controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0"><anchor moveWithCells="1"><from>'
    f'<xdr:col xmlns:xdr="{_XDR}">5</xdr:col><xdr:colOff xmlns:xdr="{_XDR}">0</xdr:colOff>'
    f'<xdr:row xmlns:xdr="{_XDR}">5</xdr:row><xdr:rowOff xmlns:xdr="{_XDR}">0</xdr:rowOff></from><to>'
    f'<xdr:col xmlns:xdr="{_XDR}">6</xdr:col><xdr:colOff xmlns:xdr="{_XDR}">0</xdr:colOff>'
    f'<xdr:row xmlns:xdr="{_XDR}">6</xdr:row><xdr:rowOff xmlns:xdr="{_XDR}">0</xdr:rowOff></to></anchor></controlPr>'
    "</control></controls></mc:Choice></mc:AlternateContent>"
    f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{_X14}"><x14:conditionalFormattings>'
    f'<x14:conditionalFormatting xmlns:xm="{_XM}"><x14:cfRule type="dataBar" '
    'id="{AAAAAAAA-0000-0000-0000-000000000001}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/>'
    '<x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>B3:B6</xm:sqref></x14:conditionalFormatting>'
    "</x14:conditionalFormattings></ext></extLst></worksheet>"
)

_DRAWING = (
    f'{HEAD}<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{RELATIONS}"><xdr:oneCellAnchor><xdr:from><xdr:col>5</xdr:col>'
    "<xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    '<xdr:ext cx="360000" cy="360000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="图章"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
    "</xdr:pic><xdr:clientData/></xdr:oneCellAnchor><xdr:oneCellAnchor><xdr:from><xdr:col>7</xdr:col>"
    "<xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    '<xdr:ext cx="900000" cy="360000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="文本框"/><xdr:cNvSpPr/>'
    '</xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>填表说明</a:t></a:r>'
    "</a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:oneCellAnchor><xdr:oneCellAnchor><xdr:from><xdr:col>7</xdr:col>"
    "<xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    '<xdr:ext cx="3600000" cy="2160000"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="4" name="图表"/>'
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
    f'<a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" r:id="rId2"/></a:graphicData></a:graphic>'
    "</xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
)
_CHART = (
    f'{HEAD}<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
    '<c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>目标表!$C$3:$C$5</c:f>'
    '</c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling>'
    '<c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx>'
    '<c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
    '<c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
)
_COMMENTS = (
    f'{HEAD}<comments xmlns="{MAIN}"><authors><author>财政局</author></authors><commentList><comment ref="B3" authorId="0">'
    "<text><r><t>按实填写</t></r></text></comment></commentList></comments>"
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;'
    'visibility:hidden"><x:ClientData ObjectType="Note"><x:Anchor>2,15,2,10,4,15,6,4</x:Anchor><x:Row>2</x:Row>'
    "<x:Column>1</x:Column></x:ClientData></v:shape></xml>"
)
_CONTROL = f'{HEAD}<formControlPr xmlns="{_X14}" objectType="CheckBox" checked="Checked" fmlaLink="$D$6" lockText="1"/>'
_APP = (f'{HEAD}<Properties xmlns="{_OFFICE}"><Application>Microsoft Excel</Application></Properties>').replace(
    _OFFICE, "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
)
_CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>预算科</dc:creator></cp:coreProperties>'
)

BOOK = (
    f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><fileVersion appName="xl" lastEdited="7"/><workbookPr '
    'codeName="ThisWorkbook" defaultThemeVersion="166925"/><bookViews><workbookView xWindow="0" yWindow="0" '
    'windowWidth="28800" windowHeight="12345" activeTab="0"/></bookViews><sheets><sheet name="目标表" sheetId="3" '
    'r:id="rId1"/><sheet name="参考" sheetId="7" state="hidden" r:id="rId2"/></sheets><definedNames>'
    '<definedName name="_xlnm.Print_Area" localSheetId="0">目标表!$A$1:$D$6</definedName>'
    '<definedName name="_xlnm.Print_Titles" localSheetId="0">目标表!$1:$2</definedName>'
    '<definedName name="总分">目标表!$C$3</definedName></definedNames><calcPr calcId="191029"/>'
    '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" '
    f'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/>'
    "</ext></extLst></workbook>"
)


def rich_parts(*, macros: bool = False) -> dict[str, str | bytes]:
    """The parts of the workbook, with a VBA project where ``macros``."""
    sheet_type, drawing = _OFFICE + "spreadsheetml.worksheet+xml", _OFFICE + "drawing+xml"
    overrides = {
        "xl/workbook.xml": XLSM if macros else XLSX,
        "xl/worksheets/sheet1.xml": sheet_type,
        "xl/worksheets/sheet2.xml": sheet_type,
        "xl/styles.xml": _OFFICE + "spreadsheetml.styles+xml",
        "xl/sharedStrings.xml": _OFFICE + "spreadsheetml.sharedStrings+xml",
        "xl/calcChain.xml": _OFFICE + "spreadsheetml.calcChain+xml",
        "xl/comments1.xml": _OFFICE + "spreadsheetml.comments+xml",
        "xl/drawings/drawing1.xml": drawing,
        "xl/charts/chart1.xml": _OFFICE + "drawingml.chart+xml",
        "xl/ctrlProps/ctrlProp1.xml": "application/vnd.ms-excel.controlproperties+xml",
        "docProps/app.xml": _OFFICE + "extended-properties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "customXml/itemProps1.xml": _OFFICE + "customXmlProperties+xml",
    }
    book_links = [
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "worksheets/sheet2.xml"),
        ("rId3", "styles", "styles.xml"),
        ("rId4", "sharedStrings", "sharedStrings.xml"),
        ("rId5", "calcChain", "calcChain.xml"),
        ("rId6", "customXml", "../customXml/item1.xml"),
    ]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "",
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "extended-properties", "docProps/app.xml")
        ),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": "",
        "xl/worksheets/sheet1.xml": FORM,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("rId1", "printerSettings", "../printerSettings/printerSettings1.bin"),
            ("rId2", "drawing", "../drawings/drawing1.xml"),
            ("rId3", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId4", "comments", "../comments1.xml"),
            ("rId6", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ).replace(
            "</Relationships>",
            f'<Relationship Id="rId5" Type="{RELATIONS}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
            "</Relationships>",
        ),
        "xl/worksheets/sheet2.xml": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        "</sheetData></worksheet>",
        "xl/styles.xml": styles(
            9,
            164,
            extra='<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
            '<alignment horizontal="center" vertical="center"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
            'xfId="0" applyAlignment="1"><alignment wrapText="1"/></xf>',
        ).replace(
            "</cellStyles>", '</cellStyles><dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font></dxf></dxfs>'
        ),
        "xl/sharedStrings.xml": STRINGS,
        "xl/calcChain.xml": f'{HEAD}<calcChain xmlns="{MAIN}"><c r="C3" i="3"/><c r="C4" i="3"/><c r="C5" i="3"/></calcChain>',
        "xl/drawings/drawing1.xml": _DRAWING,
        "xl/drawings/_rels/drawing1.xml.rels": relations(
            ("rId1", "image", "../media/image1.png"), ("rId2", "chart", "../charts/chart1.xml")
        ),
        "xl/drawings/vmlDrawing1.vml": _VML,
        "xl/charts/chart1.xml": _CHART,
        "xl/media/image1.png": PNG,
        "xl/comments1.xml": _COMMENTS,
        "xl/ctrlProps/ctrlProp1.xml": _CONTROL,
        "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
        "customXml/item1.xml": '<?xml version="1.0"?><办文 xmlns="urn:example:oa"><号>2024-17</号></办文>',
        "customXml/itemProps1.xml": f'{HEAD}<ds:datastoreItem ds:itemID="{{11111111-2222-3333-4444-555555555555}}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        "customXml/_rels/item1.xml.rels": relations(("rId1", "customXmlProps", "itemProps1.xml")),
        "docProps/app.xml": _APP,
        "docProps/core.xml": _CORE,
    }
    if macros:
        book_links.append(("rId7", "vbaProject", "vbaProject.bin"))
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20
    parts["xl/_rels/workbook.xml.rels"] = relations(*book_links).replace(
        f"{RELATIONS}/vbaProject", "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    )
    parts["[Content_Types].xml"] = types(
        overrides,
        png="image/png",
        vml=_OFFICE + "vmlDrawing",
        bin="application/vnd.ms-office.vbaProject",
    )
    return parts


def plan() -> WorkbookPlan:
    """A plan that uses everything a plan can ask for."""
    form = SheetPlan("目标表")
    form.cells = [
        CellWrite(2, 5, "实际完成值", CellLook(like=(2, 1), tint=Tint.INPUT)),
        CellWrite(3, 5, "612/612", CellLook(like=(3, 1), tint=Tint.INPUT)),
        CellWrite(3, 4, Decimal("6.250")),
        CellWrite(4, 6, "=1+1 不是公式", CellLook(like=(3, 1))),
        CellWrite(5, 7, "待填报", CellLook(borders=True)),
        CellWrite(9, 5, "新行", CellLook(like=(1, 1), bold=False, size=10.5)),
    ]
    form.column_widths = {5: 18.5, 7: 40}
    form.suggestions = [Suggestions(CellRange(3, 5, 6, 5), ("完成", "未完成"), "请填写实际完成值")]
    form.attention = [AttentionRule(CellRange(3, 7, 6, 7), ("待填报", '含"引号"'))]
    ours = SheetPlan(OURS, is_ours=True, landscape=True, freeze=(3, 2))
    ours.cells = [
        CellWrite(1, 1, "得分汇总", CellLook(like=(1, 1), like_sheet="目标表")),
        CellWrite(2, 1, "打开的行"),
        CellWrite(2, 2, "目标表第5行", formula='HYPERLINK("#\'目标表\'!G5","目标表第5行")'),
        CellWrite(3, 1, Decimal("85.50"), CellLook(number_format="0.00"), formula="目标表!C3+1"),
        CellWrite(4, 1, None, formula="目标表!C3+1"),
    ]
    ours.merges = [CellRange(1, 1, 1, 4)]
    ours.row_heights = {1: 30}
    return WorkbookPlan([form, ours], state=STATE)
